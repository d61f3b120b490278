import type { RotaNames } from '@shared-care/domain/where-and-whom';
import { log } from '../platform/logging';
import { Question } from '../platform/questions';

/** Who reads no users has the duties without the names. */
export type OnDuty = Omit<RotaNames, 'name'> & { name: string | null };

/**
 * Whom an alert of an instant (null: the transaction's own) reaches first, with the numbers of their duties. It helps but must not stop what is being
 * saved (H1): a fault in it is caught in the database, and no name is given.
 */
export function peopleOnDuty(now: Date | null): Question<OnDuty[]> {
  return Question.row<{ people: OnDuty[] | { code: string } }>(
    'SELECT sec.names_on_duty(coalesce($1, sec.now())) AS people',
    [now],
  ).to((found) => {
    const { people } = found!;
    if (Array.isArray(people)) return people;
    log.error({ kind: 'did_without', what: 'names on duty', code: people.code });
    return [];
  });
}

/** Whom the rota has for an alert of this instant, with the numbers of their duties; none when they cannot be told. */
export function askOnDuty(now: Date | null): Question<RotaNames[]> {
  return peopleOnDuty(now).to((people) =>
    people.flatMap((one) => (one.name === null ? [] : [{ ...one, name: one.name }])),
  );
}
