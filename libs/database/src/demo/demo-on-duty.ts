import type { Duty } from '@shared-care/domain/rota';
import type { EntityManager } from 'typeorm';

export interface OnDuty {
  id: string;
  email: string;
  duty: Duty;
}

/** Who answers first at an hour: a nurse of the unit, else the registrar, else the consultant. */
const FIRST: readonly Duty[] = ['phu_nurse', 'on_call_registrar', 'on_call_consultant'];

/** Everybody on duty at this instant by the rota, who answers first before the others. */
export async function onDutyAt(tx: EntityManager, at: Date): Promise<OnDuty[]> {
  const found = await tx.query<OnDuty[]>(
    `SELECT u.id, u.email, d.duty FROM sec.on_duty($1) d JOIN users u ON u.id = d.user_id ORDER BY u.email`,
    [at],
  );
  return FIRST.flatMap((duty) => found.filter((one) => one.duty === duty));
}

/** Who does something at this instant: the one that is asked for when on duty, else who answers first. */
export async function personAt(tx: EntityManager, at: Date, asked?: string): Promise<OnDuty> {
  const there = await onDutyAt(tx, at);
  const person = there.find(({ email }) => email === asked) ?? there[0];
  if (person === undefined) throw new Error(`By the rota of the demo no person is on duty at ${at.toISOString()}.`);
  return person;
}
