import { randomUUID } from 'node:crypto';
import type { CorrectFacts } from '@shared-care/contracts/attendances/shapes';
import type { ChangedFacts } from '@shared-care/contracts/alerts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Attendance, AttendanceChange } from '@shared-care/database/entities/attendance';
import { TIERS } from '@shared-care/domain/alert-tier';
import { ATTENDANCE_REASONS, BLEED_SITES, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES, type AttendanceState } from '@shared-care/domain/attendance-states';
import { shortDateTime } from '@shared-care/domain/london-time';
import { isHigher, withoutSetAside } from '@shared-care/domain/tier-change';
import { unlistedInWords } from '@shared-care/domain/unlisted-hospital';
import type { z } from 'zod';
import { changeAlert, expectVersion, lockAlert } from '../alerts/alert-row';
import { raiseTier } from '../alerts/raise-tier';
import { tellAgain } from '../alerts/tell-again';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { longBefore } from './attendance-facts';
import { judgeAgain, lockAttendance, type LockedAttendance } from './follow-attendance';

type Asked = z.output<typeof CorrectFacts>;

const ENDED: readonly AttendanceState[] = ['cancelled', 'entered_in_error', 'merged'];
const RUNNING: readonly string[] = ['open', 'acknowledged', 'awaiting'];

/**
 * Puts right what was logged wrong about a visit: where, why, which site, when it began. What it was stays to be read,
 * with who changed it and why, and the visit is judged again: a tier rises at once and its people are told; it falls
 * only by a person (W2), who is told what the rules now give. Answers with its alert.
 */
export async function correctFacts(tx: Tx, user: CurrentUser, id: string, asked: Asked): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  const alert = await lockAlert(tx, attendance.alertId);
  expectVersion(alert, asked.version);
  if (ENDED.includes(attendance.state))
    throw new Refused(
      `This attendance is “${ATTENDANCE_STATES[attendance.state]}”. What it says is not changed any more.`,
    );
  const right = { ...attendance, ...corrected(attendance, asked) };
  const [was, becomes] = differences(await factsOf(tx, attendance), await factsOf(tx, right));
  if (Object.keys(becomes).length === 0)
    throw new Refused('Nothing of this differs from what is recorded. Change at least one fact.');
  const judged = await judgeAgain(tx, right);
  await tx.update(
    Attendance,
    { id },
    {
      ...corrected(attendance, asked),
      category: judged.category,
      openAccess: judged.openAccess.validity,
      openAccessArrangementId: judged.openAccess.arrangementId,
      openAccessBecause: judged.openAccess.because,
      version: () => 'version + 1',
    },
  );
  const decision = withoutSetAside(judged.decision, alert.triggersSetAside) ?? judged.decision;
  await insertRow(tx, AttendanceChange, {
    id: randomUUID(),
    attendanceId: id,
    because: asked.because,
    was,
    becomes,
    tierByRules: decision.tier,
  });
  const running = RUNNING.includes(alert.state);
  const falls = running && isHigher(alert.tier, decision.tier);
  const stays = falls
    ? ` By the rules it is now ${TIERS[decision.tier]}; it stays ${TIERS[alert.tier]} until somebody lowers it.`
    : '';
  await changeAlert(tx, user, alert.id, running && decision.tier === alert.tier ? decision : {}, {
    kind: 'facts_corrected',
    detail: `${inWords(was, becomes)}. ${asked.because}${stays}`,
  });
  await raiseTier(tx, user.id, alert.id, judged);
  if (running) await tellAgain(tx, alert.id, 'You were told of it: its facts were corrected');
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance',
    entityId: id,
    patientId: attendance.patientId,
    detail: `correct ${Object.keys(becomes).join(', ')}`,
  });
  return alert.id;
}

function corrected(attendance: LockedAttendance, asked: Asked): Partial<Attendance> {
  const arrivedAt = asked.arrivedAt === undefined ? undefined : new Date(asked.arrivedAt);
  const problem = arrivedAt && whyNotArrived(attendance, arrivedAt);
  if (problem) throw new InvalidInput([{ field: 'arrivedAt', message: problem }]);
  const { unlistedHospital: unlisted } = asked;
  return {
    // The words it was logged with stay: that is what was said.
    ...(asked.hospitalId === undefined ? {} : { hospitalId: asked.hospitalId }),
    ...(unlisted === undefined
      ? {}
      : {
          hospitalId: null,
          unlistedHospitalName: unlisted.name,
          unlistedHospitalKind: unlisted.kind,
          unlistedHospitalPlace: unlisted.place || null,
          unlistedHospitalPhone: unlisted.phone || null,
        }),
    ...(asked.unitKind === undefined ? {} : { unitKind: asked.unitKind }),
    ...(asked.reason === undefined ? {} : { reason: asked.reason }),
    ...(asked.bleedSite === undefined ? {} : { bleedSite: asked.bleedSite }),
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
  };
}

function whyNotArrived(
  { now, leftAt, reportedAt, firstTreatmentAt }: LockedAttendance,
  arrivedAt: Date,
): string | null {
  if (arrivedAt > now) return 'Arrival time is in the future. Check the time and the date.';
  if (leftAt && arrivedAt > leftAt) return `The child left at ${shortDateTime(leftAt)}. Arrival comes before that.`;
  if (longBefore(reportedAt, arrivedAt) || (firstTreatmentAt && longBefore(firstTreatmentAt, arrivedAt)))
    return 'That is more than a week after it was reported or treated. Check the date.';
  return null;
}

type Facts = Required<{ [K in keyof ChangedFacts]: ChangedFacts[K] }>;

async function factsOf(tx: Tx, attendance: LockedAttendance): Promise<Facts> {
  const { hospitalId, unlistedHospitalName: name, unitKind, reason, bleedSite, arrivedAt } = attendance;
  const [listed] = hospitalId
    ? await rows<{ name: string }>(tx, 'SELECT name FROM hospitals WHERE id = $1', [hospitalId])
    : [];
  if (hospitalId && !listed)
    throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  return {
    hospital: listed?.name ?? unlistedInWords({ name: name ?? '', place: attendance.unlistedHospitalPlace }),
    unitKind,
    reason,
    bleedSite,
    arrivedAt: arrivedAt.toISOString(),
  };
}

function differences(before: Facts, after: Facts): [ChangedFacts, ChangedFacts] {
  const changed = (Object.keys(after) as (keyof Facts)[]).filter((fact) => before[fact] !== after[fact]);
  const only = (facts: Facts): ChangedFacts => Object.fromEntries(changed.map((fact) => [fact, facts[fact]]));
  return [only(before), only(after)];
}

function inWords(was: ChangedFacts, becomes: ChangedFacts): string {
  const [before, after] = [lines(was), lines(becomes)];
  return after.map(({ name, value }, place) => `${name}: ${before[place]!.value} → ${value}`).join('; ');
}

function lines({ hospital, unitKind, reason, bleedSite, arrivedAt }: ChangedFacts): { name: string; value: string }[] {
  return [
    ...(hospital === undefined ? [] : [{ name: 'Hospital', value: hospital }]),
    ...(unitKind === undefined
      ? []
      : [{ name: 'Where', value: unitKind === null ? 'Not known' : UNIT_KINDS[unitKind] }]),
    ...(reason === undefined ? [] : [{ name: 'Reason', value: ATTENDANCE_REASONS[reason] }]),
    ...(bleedSite === undefined
      ? []
      : [{ name: 'Site', value: bleedSite === null ? 'Not known' : BLEED_SITES[bleedSite] }]),
    ...(arrivedAt === undefined ? [] : [{ name: 'Arrived', value: shortDateTime(new Date(arrivedAt)) }]),
  ];
}
