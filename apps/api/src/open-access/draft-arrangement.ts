import { randomUUID } from 'node:crypto';
import type { ArrangementInput, SaveArrangement } from '@shared-care/contracts/open-access/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OpenAccessArrangement, OpenAccessEvent } from '@shared-care/database/entities/open-access';
import { londonDate, londonInstant } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import {
  contentGaps,
  grantEnds,
  latestReviewBy,
  listedWords,
  OPEN_ACCESS_EXCLUSIONS,
  OPEN_ACCESS_REASONS,
  type ArrangementContent,
} from '@shared-care/domain/open-access-content';
import { FORCED_REVIEWS, type ForcedReview } from '@shared-care/domain/open-access-review';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { bandsOfDirectory } from './bands-of-directory';
import {
  changeArrangement,
  lockArrangement,
  refuseGrantOverStanding,
  refuseStale,
  stateAfter,
  type LockedArrangement,
} from './arrangement-row';

/**
 * A draft for this child at this hospital: a copy of the last version there when there was one, otherwise empty. Asked
 * for again, also by two people at once, it answers with the one draft that is in the making.
 */
export async function startArrangement(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  hospitalId: string,
): Promise<string> {
  const [child] = await rows<{ birthDate: string; diedOn: string | null }>(
    tx,
    `SELECT birth_date AS "birthDate", died_on AS "diedOn" FROM patients
     WHERE id = $1 AND merged_into_id IS NULL`,
    [patientId],
  );
  if (!child) throw new NotFound();
  if (child.diedOn !== null) throw new Refused('This patient has died. There is nothing to arrange.');
  const [hospital] = await rows(tx, 'SELECT id FROM hospitals WHERE id = $1 AND closed_on IS NULL', [hospitalId]);
  if (!hospital) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital that is open.' }]);
  const making = await inTheMaking(tx, patientId, hospitalId);
  return making ?? insertDraft(tx, user, { patientId, hospitalId, birthDate: child.birthDate });
}

/** Saves what a draft says, with gaps if need be. */
export async function saveArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, content }: SaveArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  refuseStale(row, version);
  if (row.state !== 'draft') {
    throw new Refused(
      `This arrangement is “${OPEN_ACCESS_STATES[row.state]}”: it is replaced by a new version, not edited.`,
    );
  }
  const { startsAt, phoneFirst, whereInHours, ...same } = content;
  const starts = new Date(startsAt);
  await tx.update(
    OpenAccessArrangement,
    { id: arrangementId },
    {
      unitId: same.unitId,
      reasonCodes: same.reasons,
      otherReasons: same.otherReasons,
      reasons: listedWords(OPEN_ACCESS_REASONS, same.reasons, same.otherReasons),
      whereToGo: whereInHours,
      whereOutOfHours: same.whereOutOfHours,
      phoneFirst: phoneFirst || null,
      phoneBands: await bandsOfDirectory(tx, row.facts.hospitalId, same.phoneBands),
      exclusionCodes: same.exclusions,
      otherExclusions: same.otherExclusions,
      exclusions: listedWords(OPEN_ACCESS_EXCLUSIONS, same.exclusions, same.otherExclusions) || null,
      startsAt: starts,
      endsAt: grantEnds(starts, same.grantHours),
      grantHours: same.grantHours,
      reviewBy: reviewDay(content),
      issuedById: same.issuedById,
      issuedBy: await issuerName(tx, same.issuedById),
      version: () => 'version + 1',
    },
  );
  await refuseStrangeUnit(tx, row, same.unitId);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'open_access',
    entityId: arrangementId,
    patientId: row.patientId,
    detail: 'draft saved',
  });
}

/** @throws Refused naming every gap, with its field */
export async function sendArrangement(tx: Tx, user: CurrentUser, arrangementId: string, seen: number): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'send', seen);
  refuseGaps(row);
  await refuseGrantOverStanding(tx, row);
  await changeArrangement(tx, user, row, { state, sentAt: row.now, sentBy: user.id }, { kind: 'sent' });
}

export async function discardArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  seen: number,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'discard', seen);
  await changeArrangement(tx, user, row, { state, endedAt: row.now }, { kind: 'discarded' });
}

/**
 * Copies a version that counts, dates it a year on, and asks the hospital to agree. The old one counts until it does.
 * Answers with the id of the new one.
 *
 * @throws Refused when something has changed since, or it could not be sent as it stands
 */
export async function renewUnchanged(tx: Tx, user: CurrentUser, arrangementId: string, seen: number): Promise<string> {
  const old = await lockArrangement(tx, arrangementId);
  refuseStale(old, seen);
  const because = notRenewable(old.state, old.content.grantHours, old.forcedBecause);
  if (because !== null) throw new Refused(because);
  if ((await inTheMaking(tx, old.patientId, old.facts.hospitalId)) !== null)
    throw new Refused('A renewal is in the making already. Open it.');
  const id = await insertDraft(tx, user, {
    patientId: old.patientId,
    hospitalId: old.facts.hospitalId,
    birthDate: old.birthDate,
  });
  const draft = await lockArrangement(tx, id);
  refuseGaps(draft);
  await changeArrangement(
    tx,
    user,
    draft,
    { state: 'awaiting_local_agreement', sentAt: draft.now, sentBy: user.id },
    { kind: 'sent', detail: 'Renewed unchanged' },
  );
  return id;
}

/** Why a version cannot simply be renewed as it is; null when it can. */
export function notRenewable(
  state: LockedArrangement['state'],
  grantHours: number | null,
  forcedBecause: readonly string[],
): string | null {
  if (state !== 'active' && state !== 'due_review' && state !== 'expired')
    return `It is “${OPEN_ACCESS_STATES[state]}”.`;
  if (grantHours !== null) return 'A short grant is not renewed. Draft a new one.';
  if (forcedBecause.length === 0) return null;
  const words = forcedBecause.map((each) => FORCED_REVIEWS[each as ForcedReview].toLowerCase()).join(', ');
  return `Something has changed since it was agreed: ${words}. Look at it before renewing.`;
}

function refuseGaps(row: LockedArrangement): void {
  const gaps = contentGaps(asContent(row), row.birthDate);
  if (gaps.length === 0) return;
  throw new Refused(
    gaps.length === 1 ? gaps[0]!.message : `${gaps.length} things are missing. Each is named at its field.`,
    gaps.map(({ field, message }) => ({ field: `content.${field}`, message })),
  );
}

/** As it would count: from now, when its start has passed. */
function asContent({ content, now }: LockedArrangement): ArrangementContent {
  const startsAt = new Date(content.startsAt);
  return { ...content, startsAt: startsAt < now ? now : startsAt };
}

/** The one draft of this child at this hospital. Two people who ask at once take turns, also when there is none yet. */
async function inTheMaking(tx: Tx, patientId: string, hospitalId: string): Promise<string | null> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`open access ${patientId} ${hospitalId}`]);
  const [making] = await rows<{ id: string }>(
    tx,
    `SELECT id FROM open_access_arrangements
     WHERE patient_id = $1 AND hospital_id = $2 AND state IN ('draft', 'awaiting_local_agreement')`,
    [patientId, hospitalId],
  );
  return making?.id ?? null;
}

async function insertDraft(
  tx: Tx,
  user: CurrentUser,
  { patientId, hospitalId, birthDate }: { patientId: string; hospitalId: string; birthDate: string },
): Promise<string> {
  const now = await databaseNow(tx);
  const today = londonDate(now);
  const id = randomUUID();
  const [last] = await tx.find(OpenAccessArrangement, {
    where: { patientId, hospitalId },
    order: { versionNumber: 'DESC' },
  });
  const agreed = last?.agreedAt === null ? await lastAgreed(tx, patientId, hospitalId) : last;
  await insertRow(tx, OpenAccessArrangement, {
    unitId: null,
    reasonCodes: [],
    otherReasons: '',
    reasons: '',
    whereToGo: '',
    whereOutOfHours: '',
    phoneFirst: null,
    phoneBands: [],
    exclusionCodes: ['life_in_danger', 'unrelated_illness'],
    otherExclusions: '',
    exclusions: listedWords(OPEN_ACCESS_EXCLUSIONS, ['life_in_danger', 'unrelated_illness'], ''),
    grantHours: null,
    issuedById: user.role === 'phu_doctor' ? user.id : null,
    issuedBy: user.role === 'phu_doctor' ? user.displayName : '',
    ...(agreed ? copied(agreed) : {}),
    id,
    patientId,
    hospitalId,
    state: 'draft',
    versionNumber: (last?.versionNumber ?? 0) + 1,
    replacesId: agreed?.id ?? null,
    startsAt: londonInstant(today, '00:00'),
    endsAt: null,
    reviewBy: latestReviewBy(today, birthDate).date,
    draftedAt: now,
    draftedBy: user.id,
  });
  await insertRow(tx, OpenAccessEvent, { arrangementId: id, at: now, kind: 'drafted', by: user.id });
  await recordAudit(tx, user, { action: 'create', entity: 'open_access', entityId: id, patientId });
  return id;
}

async function lastAgreed(tx: Tx, patientId: string, hospitalId: string): Promise<OpenAccessArrangement | undefined> {
  const all = await tx.find(OpenAccessArrangement, {
    where: { patientId, hospitalId },
    order: { versionNumber: 'DESC' },
  });
  return all.find(({ agreedAt }) => agreedAt !== null);
}

/** A standing arrangement goes on as it is; of a short grant everything but its hours. */
function copied(from: OpenAccessArrangement): Partial<OpenAccessArrangement> {
  const { unitId, reasonCodes, otherReasons, reasons, whereToGo, whereOutOfHours, phoneFirst, phoneBands } = from;
  const { exclusionCodes, otherExclusions, exclusions, issuedById, issuedBy } = from;
  return {
    unitId,
    reasonCodes,
    // A version from before reasons were ticked holds them as one text.
    otherReasons: reasonCodes.length === 0 && otherReasons === '' ? reasons : otherReasons,
    reasons,
    whereToGo,
    whereOutOfHours,
    phoneFirst,
    phoneBands,
    exclusionCodes,
    otherExclusions: exclusionCodes.length === 0 && otherExclusions === '' ? (exclusions ?? '') : otherExclusions,
    exclusions,
    issuedById,
    issuedBy,
  };
}

/** Of a short grant the day on which it ends. */
function reviewDay({ startsAt, grantHours, reviewBy }: ArrangementInput): string {
  const ends = grantEnds(new Date(startsAt), grantHours);
  return ends === null ? reviewBy : londonDate(ends);
}

async function issuerName(tx: Tx, issuedById: string | null): Promise<string> {
  if (issuedById === null) return '';
  const [issuer] = await rows<{ name: string }>(
    tx,
    `SELECT display_name AS name FROM users WHERE id = $1 AND role = 'phu_doctor' AND disabled_at IS NULL`,
    [issuedById],
  );
  if (!issuer) throw new InvalidInput([{ field: 'content.issuedById', message: 'Choose a doctor of the unit.' }]);
  return issuer.name;
}

async function refuseStrangeUnit(tx: Tx, row: LockedArrangement, unitId: string | null): Promise<void> {
  if (unitId === null) return;
  const [unit] = await rows(tx, 'SELECT id FROM hospital_units WHERE id = $1 AND hospital_id = $2', [
    unitId,
    row.facts.hospitalId,
  ]);
  if (!unit) throw new InvalidInput([{ field: 'content.unitId', message: 'Choose a unit of this hospital.' }]);
}
