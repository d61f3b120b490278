import type { MatchAttendance, UndoMatch } from '@shared-care/contracts/attendances/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Attendance } from '@shared-care/database/entities/attendance';
import { londonDate } from '@shared-care/domain/london-time';
import { matchDoubts, MATCH_DOUBTS, type Doubt } from '@shared-care/domain/match-doubts';
import type { Sex } from '@shared-care/domain/patient-facts';
import { withoutSetAside } from '@shared-care/domain/tier-change';
import { unlistedInWords } from '@shared-care/domain/unlisted-hospital';
import type { z } from 'zod';
import { changeAlert, expectVersion, lockAlert } from '../alerts/alert-row';
import { raiseTier } from '../alerts/raise-tier';
import { tellAgain } from '../alerts/tell-again';
import { recordAudit } from '../audit/audit';
import { mergedIntoAnother } from '../patients/merged-into';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { givePatient, judgeAgain, lockAttendance, type LockedAttendance } from './follow-attendance';

const SAID_BACK_WORDS = {
  birth_date: 'birth date',
  nhs_number: 'NHS number',
  postcode: 'postcode',
  family_name: 'family name',
  given_name: 'given name',
  hospital_number: 'hospital number',
} as const;

/**
 * Gives an unmatched attendance its patient (H5): two identifiers were said back, and what does not fit the record was
 * named one by one by a person who is sure all the same.
 */
export async function matchAttendance(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof MatchAttendance>,
): Promise<string> {
  const attendance = await lockUnmatched(tx, id);
  const doubts = await doubtsAbout(tx, attendance, asked.patientId);
  const open = doubts.filter(({ fact }) => !asked.settledDoubts.includes(fact));
  if (open.length > 0)
    throw new Refused(
      'What was said does not fit this record. Check that it is this child.',
      open.map(({ fact, words }) => ({ field: `settledDoubts.${fact}`, message: words })),
    );
  const said = [...new Set(asked.saidBack)].map((identifier) => SAID_BACK_WORDS[identifier]).join(' and ');
  const fits = doubts.map(({ fact }) => MATCH_DOUBTS[fact].toLowerCase()).join(', ');
  const settled = fits === '' ? '' : `. Does not fit, and is right all the same: ${fits}`;
  return join(tx, user, attendance, asked.patientId, `Said back: ${said}${settled}`);
}

/** A record that was made from this very call fits it: nobody has said anything back yet. */
export async function matchRegistered(tx: Tx, user: CurrentUser, id: string, patientId: string): Promise<string> {
  return join(tx, user, await lockUnmatched(tx, id), patientId, 'Registered from this alert');
}

async function lockUnmatched(tx: Tx, id: string): Promise<LockedAttendance> {
  const attendance = await lockAttendance(tx, id);
  if (attendance.state !== 'unmatched')
    throw new Refused('This attendance already has a patient. A wrong match is corrected on its alert.');
  return attendance;
}

async function join(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  patientId: string,
  how: string,
): Promise<string> {
  await givePatient(tx, user, attendance, patientId, {
    kind: 'matched',
    detail: `Was logged as “${attendance.unmatchedName ?? ''}”. ${how}`,
  });
  const entityId = attendance.id;
  await recordAudit(tx, user, { action: 'update', entity: 'attendance', entityId, patientId, detail: 'match' });
  return attendance.alertId;
}

async function doubtsAbout(tx: Tx, attendance: LockedAttendance, patientId: string): Promise<Doubt[]> {
  const [child] = await rows<{
    familyName: string;
    givenName: string;
    preferredName: string | null;
    birthDate: string;
    sex: Sex;
    hospitalIds: string[];
  }>(
    tx,
    `SELECT family_name AS "familyName", given_name AS "givenName", preferred_name AS "preferredName",
            birth_date AS "birthDate", sex,
            ARRAY(SELECT l.hospital_id::text FROM shared_care_links l
                  WHERE l.patient_id = p.id AND $2 >= l.valid_from AND (l.valid_to IS NULL OR $2 < l.valid_to)
                  UNION SELECT h.id::text FROM hospitals h WHERE h.network_role = 'hub') AS "hospitalIds"
     FROM patients p WHERE id = $1 AND merged_into_id IS NULL`,
    [patientId, attendance.arrivedAt],
  );
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const [hospital] = attendance.hospitalId
    ? await rows<{ id: string; name: string }>(tx, 'SELECT id, name FROM hospitals WHERE id = $1', [
        attendance.hospitalId,
      ])
    : [];
  const name = unlistedInWords({
    name: attendance.unlistedHospitalName ?? '',
    place: attendance.unlistedHospitalPlace,
  });
  const said = {
    name: attendance.unmatchedName ?? '',
    birthDate: attendance.unmatchedBirthDate,
    hospital: hospital ?? { id: null, name },
  };
  return matchDoubts(said, child, londonDate(attendance.now));
}

/**
 * Takes a match back: the child waits again for the right record, and the people told before are told so. What was
 * logged, and the number that rang, are still there; what was known of the other child counts no more, except that a
 * tier stays.
 */
export async function undoMatch(tx: Tx, user: CurrentUser, id: string, asked: UndoMatch): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  const alert = await lockAlert(tx, attendance.alertId);
  expectVersion(alert, asked.version);
  if (attendance.patientId === null) throw new Refused('This child is not matched to a record.');
  if (attendance.unmatchedName === null)
    throw new Refused('This was logged for this child from the start. Correct it as logged for the wrong child.');
  if (!['open', 'acknowledged', 'awaiting'].includes(alert.state))
    throw new Refused('This alert has ended. Re-open it first, so that somebody looks for the right child.');
  const admitted = attendance.state === 'admitted' || attendance.state === 'transferred';
  const loose = {
    ...attendance,
    patientId: null,
    admittedOrTransferred: attendance.admittedOrTransferred || admitted,
  };
  const judged = await judgeAgain(tx, loose);
  await tx.update(
    Attendance,
    { id },
    {
      patientId: null,
      state: 'unmatched',
      admittedOrTransferred: loose.admittedOrTransferred,
      category: judged.category,
      openAccess: judged.openAccess.validity,
      openAccessArrangementId: null,
      openAccessBecause: judged.openAccess.because,
      version: () => 'version + 1',
    },
  );
  const decision = withoutSetAside(judged.decision, alert.triggersSetAside);
  await changeAlert(tx, user, alert.id, decision?.tier === alert.tier ? decision : {}, {
    kind: 'match_undone',
    detail: asked.because,
  });
  await raiseTier(tx, user.id, alert.id, judged);
  await tellAgain(tx, alert.id, 'You were told of it: it is not the child it was matched to');
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance',
    entityId: id,
    patientId: attendance.patientId,
    detail: 'undo match',
  });
  return alert.id;
}
