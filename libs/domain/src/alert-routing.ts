import { londonTime } from './london-time';
import { DUTIES, type Duty, onDuty, type OnDuty, type RotaFacts, roleFor } from './rota';
import { hoursAt, isInHours, type WorkingHours } from './working-time';

export const TOP_LEVEL = 3;

/** `everybody`: the rota was empty, so every PHU nurse and doctor is told. */
export type ToldAs = Duty | 'everybody';

export interface PersonToTell {
  userId: string;
  duty: ToldAs;
  because: string;
}

/** In this order an empty slot falls through. */
const AFTERWARDS: readonly Duty[] = ['on_call_registrar', 'on_call_consultant', 'consultant_lead', 'nurse_in_charge'];

/**
 * Who is told at this instant, for an alert of this level (W3, W4.2); `sec.people_to_tell` says the same in SQL and is
 * the one that runs. Level 0: nurses on the rota in hours, otherwise the registrar, both from 16:30 to 17:00. 1: the
 * same and those beside them. 2: the consultant on call. 3 and above: consultant lead and nurse in charge. Empty
 * only while no PHU nurse or doctor is active.
 */
export function peopleToTell(facts: RotaFacts, at: Date, level: number): PersonToTell[] {
  const step = Math.min(Math.max(level, 0), TOP_LEVEL);
  const inHours = isInHours(at, facts.bankHolidays);
  const hours = hoursAt(at, facts.bankHolidays);
  const held = onDuty(facts, at);
  const asked = dutiesAsked(step, inHours, inHours && londonTime(at) >= hours.handoverFrom);
  const slot = slotWithSomebody(asked, step, held);
  if (!slot) return everybody(facts);

  const reason = (duty: Duty): string =>
    slot === asked
      ? `${when(step, asked, inHours, hours)}: ${DUTIES[duty]}`
      : `The rota has no name for this: ${DUTIES[duty]} instead`;
  const told = new Map<string, PersonToTell>();
  for (const duty of slot) {
    for (const { userId } of held.filter((one) => one.duty === duty)) {
      if (!told.has(userId)) told.set(userId, { userId, duty, because: reason(duty) });
    }
  }
  return step === 1 ? [...told.values(), ...beside(facts, at, inHours, held, told)] : [...told.values()];
}

function dutiesAsked(step: number, inHours: boolean, handover: boolean): readonly Duty[] {
  if (step === 2) return ['on_call_consultant'];
  if (step === TOP_LEVEL) return ['consultant_lead', 'nurse_in_charge'];
  if (handover) return ['phu_nurse', 'on_call_registrar'];
  return inHours ? ['phu_nurse'] : ['on_call_registrar'];
}

function slotWithSomebody(asked: readonly Duty[], step: number, held: readonly OnDuty[]): readonly Duty[] | null {
  const has = (duty: Duty): boolean => held.some((one) => one.duty === duty);
  if (asked.some(has)) return asked;
  const after = step < 2 ? AFTERWARDS : AFTERWARDS.slice(step === 2 ? 2 : 4);
  const next = after.find(has);
  return next ? [next] : null;
}

function when(step: number, asked: readonly Duty[], inHours: boolean, hours: WorkingHours): string {
  if (step >= 2) return 'Not acknowledged in time';
  if (asked.length === 2) return `From ${hours.handoverFrom} to ${hours.end}`;
  return inHours ? 'In hours' : 'Out of hours';
}

/** In hours the other nurses and the registrar; otherwise, or when there is none, the next on call. */
function beside(
  facts: RotaFacts,
  at: Date,
  inHours: boolean,
  held: readonly OnDuty[],
  told: ReadonlyMap<string, PersonToTell>,
): PersonToTell[] {
  const late = (userId: string, duty: Duty, words: string): PersonToTell => ({
    userId,
    duty,
    because: `Not acknowledged in time: ${words}`,
  });
  const onLeave = (id: string): boolean =>
    facts.changes.some((one) => one.kind === 'leave' && one.offUserId === id && one.startsAt <= at && at < one.endsAt);
  const isNew = ({ userId }: OnDuty): boolean => !told.has(userId);
  if (inHours) {
    const found = [
      ...facts.people
        .filter(({ id, role, disabled }) => role === 'haemostasis_nurse' && !disabled && !told.has(id) && !onLeave(id))
        .map(({ id }) => late(id, 'phu_nurse', 'the other nurses')),
      ...held
        .filter((one) => one.duty === 'on_call_registrar' && isNew(one))
        .map(({ userId }) => late(userId, 'on_call_registrar', DUTIES.on_call_registrar)),
    ];
    if (found.length > 0) return found;
  }
  const next = AFTERWARDS.flatMap((duty) => held.filter((one) => one.duty === duty && isNew(one)))[0];
  return next ? [late(next.userId, next.duty, DUTIES[next.duty])] : [];
}

function everybody({ people }: RotaFacts): PersonToTell[] {
  const roles = [roleFor('phu_nurse'), roleFor('on_call_registrar')];
  return people
    .filter(({ role, disabled }) => !disabled && roles.includes(role))
    .map(({ id }) => ({ userId: id, duty: 'everybody', because: 'The rota has no name: every PHU nurse and doctor' }));
}
