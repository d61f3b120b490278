import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Alert, AlertCorrection, AlertDelivery, AlertEvent, LiaisonEntry } from '../entities/alert';
import { Attendance, AttendanceChange } from '../entities/attendance';
import { loadVisit, type Stage } from './demo-attendances';
import { onDutyAt, personAt, type OnDuty } from './demo-on-duty';

const HOUR = 60;
const BOYD = 'a.boyd@example.org';
const FERRARS = 'j.ferrars@example.org';
const SHAH = 'k.shah@example.org';

/** One alert handed over and not accepted, one withdrawn, and one that reached nobody: to be seen when the demo starts. */
export async function demoChangedHands(tx: EntityManager, stage: Stage): Promise<void> {
  await offered(tx, stage);
  await withdrawn(tx, stage);
  await undelivered(tx, stage);
}

/** Nobody answered, an email came back, and somebody has to be rung. */
async function undelivered(tx: EntityManager, stage: Stage): Promise<void> {
  const visit = {
    child: ['Ó Súilleabháin', 'Niamh'] as [string, string],
    minutesAgo: 19,
    reason: 'head_injury' as const,
    site: 'head' as const,
    toldBy: 'ward_nurse' as const,
    trigger: 'head_injury' as const,
  };
  const { alertId } = await loadVisit(tx, stage, visit);
  const ago = (minutes: number): Date => new Date(stage.now.getTime() - minutes * 60_000);
  await tx.update(Alert, { id: alertId }, { level: 1, round: 1, nextEscalationAt: ago(-11) });
  await tx.insert(AlertEvent, { alertId, at: ago(4), kind: 'escalated', by: null, detail: 'Level 1' });
  // Beside who was told first, by the rota: on a day with two nurses the other one.
  const there = await onDutyAt(tx, ago(4));
  const second = there[1] ?? there[0]!;
  const told = { alertId, level: 1, round: 1, dueAt: ago(4) };
  await tx.insert(AlertDelivery, [
    {
      ...told,
      id: randomUUID(),
      channel: 'email',
      recipientId: second.id,
      because: second.duty === 'phu_nurse' ? 'Not acknowledged in time: the other nurses' : 'Not acknowledged in time',
      state: 'failed',
      attempts: 1,
      address: second.email,
      reply: '550',
    },
    {
      ...told,
      id: randomUUID(),
      channel: 'telephone_task',
      recipientId: null,
      because: 'No answer so far',
      state: 'sent',
      sentAt: ago(4),
      attempts: 1,
    },
  ]);
}

/** How long ago the owner can have taken it who is still there to hand it over. */
const LENGTHS = [5 * HOUR, 3 * HOUR, 90, 45];

async function offered(tx: EntityManager, stage: Stage): Promise<void> {
  const ago = (minutes: number): Date => new Date(stage.now.getTime() - minutes * 60_000);
  const at = ago(8);
  const there = await onDutyAt(tx, at);
  let minutesAgo = LENGTHS.at(-1)!;
  for (const length of [...LENGTHS].reverse()) {
    const began = await personAt(tx, ago(length - 6), FERRARS);
    if (there.some(({ id }) => id === began.id)) minutesAgo = length;
  }
  const owner = await personAt(tx, ago(minutesAgo - 6), FERRARS);
  const others = there.filter(({ id }) => id !== owner.id);
  const to = others.find(({ email }) => email === BOYD) ?? others[0]!;
  const visit = {
    child: ['Nguyễn', 'Minh Anh'] as [string, string],
    minutesAgo,
    reason: 'pain_joint_muscle' as const,
    site: 'joint' as const,
    toldBy: 'father' as const,
    trigger: 'joint_or_muscle_bleed' as const,
    owner: owner.email,
    treatedAfter: 30,
  };
  const { id, alertId } = await loadVisit(tx, stage, visit);
  await putRight(tx, { id, alertId }, (part) => ago(minutesAgo * part));
  const because = `${whyOffered(owner, to)} Ward rings back about the second dose.`;
  await tx.update(Alert, { id: alertId }, { offeredTo: to.id, offeredAt: at, offeredBecause: because });
  await tx.query(
    `INSERT INTO handover_notes (alert_id, written_at, written_by, severity, plan, what_if)
     VALUES ($1, $2, $3, 'watch', $4, $5)`,
    [
      alertId,
      at,
      owner.id,
      'Ward rings back about the second dose. Physiotherapy on the next working morning.',
      'More swelling or pain at rest: ring the registrar, do not wait for the morning.',
    ],
  );
  const [{ name }] = await tx.query<[{ name: string }]>('SELECT display_name AS name FROM users WHERE id = $1', [
    to.id,
  ]);
  await tx.insert(AlertEvent, { alertId, at, kind: 'offered', by: owner.id, detail: `to ${name}: ${because}` });
}

function whyOffered(owner: OnDuty, to: OnDuty): string {
  if (owner.duty === 'phu_nurse') return to.duty === 'phu_nurse' ? 'In clinic until 17:00.' : 'End of my day.';
  return to.duty === 'phu_nurse' ? 'End of my night.' : 'Called to another hospital ward.';
}

/** Where in the hospital was misheard, and an entry was written about another family's call. */
async function putRight(
  tx: EntityManager,
  { id, alertId }: { id: string; alertId: string },
  ago: (part: number) => Date,
): Promise<void> {
  const by = async (at: Date): Promise<string> => (await personAt(tx, at, FERRARS)).id;
  const [corrected, rang, slipped] = [ago(0.8), ago(0.6), ago(0.4)];
  const struckAt = new Date(slipped.getTime() + 5 * 60_000);
  await tx.update(Attendance, { id }, { unitKind: 'ward' });
  const because = 'The father rang from the ward.';
  await tx.insert(AttendanceChange, {
    id: randomUUID(),
    attendanceId: id,
    at: corrected,
    by: await by(corrected),
    because,
    was: { unitKind: 'ed' },
    becomes: { unitKind: 'ward' },
    tierByRules: 'amber',
  });
  const detail = `Where: Emergency department → Ward. ${because}`;
  await tx.insert(AlertEvent, { alertId, at: corrected, kind: 'facts_corrected', by: await by(corrected), detail });
  const call = { alertId, direction: 'outgoing' as const, result: 'spoke' as const };
  await tx.insert(LiaisonEntry, [
    {
      ...call,
      id: randomUUID(),
      at: rang,
      recordedBy: await by(rang),
      withRole: 'ward_nurse',
      withName: 'Sister Lowe',
      agreedNextStep: 'The ward rings back about the second dose.',
    },
    {
      ...call,
      id: randomUUID(),
      at: slipped,
      recordedBy: await by(slipped),
      withRole: 'family',
      adviceAsked: 'Whether school on Monday is possible.',
      struckAt,
      struckBy: await by(struckAt),
      struckBecause: 'That was another family.',
    },
  ]);
}

async function withdrawn(tx: EntityManager, stage: Stage): Promise<void> {
  const visit = {
    child: ['Williams', 'Ethan'] as [string, string],
    minutesAgo: 52 * HOUR,
    reason: 'bleeding' as const,
    site: 'mouth' as const,
    toldBy: 'ward_nurse' as const,
    trigger: 'bleeding_disorder_problem' as const,
  };
  const { id, alertId } = await loadVisit(tx, stage, visit);
  const reason = 'The ward had read out the name of last week’s child.';
  const at = new Date(stage.now.getTime() - 51 * HOUR * 60_000);
  const by = stage.users.get(SHAH)!;
  await tx.update(Attendance, { id }, { state: 'entered_in_error' });
  await tx.update(
    Alert,
    { id: alertId },
    { state: 'withdrawn', withdrawnAt: at, withdrawnBecause: `Entered in error: ${reason}` },
  );
  await tx.insert(AlertCorrection, {
    id: randomUUID(),
    alertId,
    kind: 'entered_in_error',
    reason,
    needs: 'nobody',
    askedBy: by,
    askedAt: at,
    answer: 'done',
    answeredBy: by,
    answeredAt: at,
  });
  await tx.insert(AlertEvent, { alertId, at, kind: 'withdrawn', by, detail: `Entered in error: ${reason}` });
}
