import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Alert, AlertCorrection, AlertDelivery, AlertEvent, LiaisonEntry } from '../entities/alert';
import { Attendance, AttendanceChange } from '../entities/attendance';
import { loadVisit, type Stage } from './demo-attendances';

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
  const { alertId } = await loadVisit(tx, stage, visit, new Set());
  const ago = (minutes: number): Date => new Date(stage.now.getTime() - minutes * 60_000);
  await tx.update(Alert, { id: alertId }, { level: 1, round: 1, nextEscalationAt: ago(-11) });
  await tx.insert(AlertEvent, { alertId, at: ago(4), kind: 'escalated', by: null, detail: 'Level 1' });
  const told = { alertId, level: 1, round: 1, dueAt: ago(4) };
  await tx.insert(AlertDelivery, [
    {
      ...told,
      id: randomUUID(),
      channel: 'email',
      recipientId: stage.users.get(FERRARS)!,
      because: 'Not acknowledged in time: the other nurses',
      state: 'failed',
      attempts: 1,
      address: FERRARS,
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

async function offered(tx: EntityManager, stage: Stage): Promise<void> {
  const visit = {
    child: ['Nguyễn', 'Minh Anh'] as [string, string],
    minutesAgo: 5 * HOUR,
    reason: 'pain_joint_muscle' as const,
    site: 'joint' as const,
    toldBy: 'father' as const,
    trigger: 'joint_or_muscle_bleed' as const,
    owner: FERRARS,
  };
  const { id, alertId } = await loadVisit(tx, stage, visit, new Set());
  await putRight(tx, stage, { id, alertId });
  const because = 'In clinic until 17:00. Ward rings back about the second dose.';
  const at = new Date(stage.now.getTime() - 8 * 60_000);
  await tx.update(
    Alert,
    { id: alertId },
    { offeredTo: stage.users.get(BOYD)!, offeredAt: at, offeredBecause: because },
  );
  await tx.query(
    `INSERT INTO handover_notes (alert_id, written_at, written_by, severity, plan, what_if)
     VALUES ($1, $2, $3, 'watch', $4, $5)`,
    [
      alertId,
      at,
      stage.users.get(FERRARS)!,
      'Ward rings back about the second dose. Physiotherapy in the morning.',
      'More swelling or pain at rest: ring the registrar, do not wait for the morning.',
    ],
  );
  await tx.insert(AlertEvent, {
    alertId,
    at,
    kind: 'offered',
    by: stage.users.get(FERRARS)!,
    detail: `to A Boyd: ${because}`,
  });
}

/** Where in the hospital was misheard, and an entry was written about another family's call. */
async function putRight(
  tx: EntityManager,
  stage: Stage,
  { id, alertId }: { id: string; alertId: string },
): Promise<void> {
  const ago = (minutes: number): Date => new Date(stage.now.getTime() - minutes * 60_000);
  const by = stage.users.get(FERRARS)!;
  await tx.update(Attendance, { id }, { unitKind: 'ward' });
  const because = 'The mother rang from the ward.';
  await tx.insert(AttendanceChange, {
    id: randomUUID(),
    attendanceId: id,
    at: ago(4 * HOUR),
    by,
    because,
    was: { unitKind: 'ed' },
    becomes: { unitKind: 'ward' },
    tierByRules: 'amber',
  });
  const detail = `Where: Emergency department → Ward. ${because}`;
  await tx.insert(AlertEvent, { alertId, at: ago(4 * HOUR), kind: 'facts_corrected', by, detail });
  const call = { alertId, direction: 'outgoing' as const, result: 'spoke' as const, recordedBy: by };
  await tx.insert(LiaisonEntry, [
    {
      ...call,
      id: randomUUID(),
      at: ago(3 * HOUR),
      withRole: 'ward_nurse',
      withName: 'Sister Lowe',
      agreedNextStep: 'The ward rings back about the second dose.',
    },
    {
      ...call,
      id: randomUUID(),
      at: ago(2 * HOUR),
      withRole: 'family',
      adviceAsked: 'Whether school on Monday is possible.',
      struckAt: ago(2 * HOUR - 5),
      struckBy: by,
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
  const { id, alertId } = await loadVisit(tx, stage, visit, new Set());
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
