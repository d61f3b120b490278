import type { BatchPreview, LetterPreview } from '@shared-care/contracts/letters/answers';
import type { PreviewBatch } from '@shared-care/contracts/letters/shapes';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { LetterModel } from '@shared-care/domain/letters';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { InvalidInput, NotFound, ProblemError } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import type { Letterhead } from '../platform/unit-on-paper';
import { composeLetter, fingerprint, type Composed, type Composing } from './compose-letter';
import { CHILDREN_OF_BATCH, wardName } from './letter-batches';

/** Children looked at in one answer; the next ones are asked for. */
const CHILDREN_AT_ONCE = 40;

/** What would be printed now. Issues nothing; the look at the child is audited. */
export async function previewLetter(
  tx: Tx,
  user: CurrentUser,
  asked: Composing,
  unit: Letterhead,
): Promise<LetterPreview> {
  const [child] = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1', [asked.patientId]);
  if (!child) throw new NotFound();
  const { composed, stops } = await tried(tx, user, asked, unit);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'letter',
    patientId: asked.patientId,
    detail: `preview of ${asked.kind} to ${asked.recipient}`,
  });
  return {
    model: composed?.model ?? null,
    stops,
    notes: composed === null ? [] : notesOn(composed.model),
    replaces: composed === null ? null : await replaced(tx, asked, composed.to.entry),
    seen: composed === null ? '' : fingerprint(composed.model),
    printedBy: user.displayName,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Whom a batch would go to and who would be skipped, some children at a time. */
export async function previewBatch(
  tx: Tx,
  user: CurrentUser,
  asked: z.output<typeof PreviewBatch>,
  unit: Letterhead,
): Promise<BatchPreview> {
  const [hospital] = await rows<{ name: string }>(tx, 'SELECT name FROM hospitals WHERE id = $1', [asked.hospitalId]);
  if (!hospital) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  const found = await rows<{ patient: PatientIdentity; total: number }>(
    tx,
    `SELECT ${IDENTITY} AS patient, (count(*) OVER ())::int AS total ${CHILDREN_OF_BATCH}
     ORDER BY p.family_name, p.given_name, p.id OFFSET $2 LIMIT ${CHILDREN_AT_ONCE}`,
    [asked.hospitalId, asked.from],
  );
  const recipientName = wardName(asked.recipient, hospital.name);
  const children: BatchPreview['children'] = [];
  for (const { patient } of found) {
    const { kind, recipient, largePrint } = asked;
    const one = { patientId: patient.id, kind, recipient, recipientName, largePrint };
    const { composed, stops } = await tried(tx, user, { ...one, recipientId: null, note: null, enclosures: [] }, unit);
    children.push({
      patient,
      stops,
      addressee: composed?.model.recipient ?? null,
      notes: composed === null ? [] : notesOn(composed.model),
    });
  }
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'letter_batch',
    patientIds: found.map(({ patient }) => patient.id),
    detail: `preview of ${asked.kind} to ${asked.recipient}`,
  });
  const total = found[0]?.total ?? asked.from;
  return { total, from: asked.from, children, recipientName, now: (await databaseNow(tx)).toISOString() };
}

/** What stops a letter is an answer here; bad input stays a refusal. */
async function tried(
  tx: Tx,
  user: CurrentUser,
  asked: Composing,
  unit: Letterhead,
): Promise<{ composed: Composed | null; stops: string[] }> {
  try {
    return { composed: await composeLetter(tx, user, asked, unit), stops: [] };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 422) throw error;
    return { composed: null, stops: [error.message, ...(error.errors ?? []).map(({ message }) => message)] };
  }
}

function notesOn(model: LetterModel): string[] {
  return [
    ...(model.unitAddress === undefined
      ? ['The postal address of the unit is not recorded. An admin says it under Set-up.']
      : []),
    ...((model.unitNumbers ?? []).length === 0 ? ['The unit has no telephone number in force.'] : []),
    ...(model.recipientAddress ?? []).filter((line) => line.includes('by hand')),
  ];
}

async function replaced(
  tx: Tx,
  { patientId, kind, recipient }: Composing,
  entry: string | null,
): Promise<LetterPreview['replaces']> {
  const [found] = await rows<{ versionNumber: number; issuedAt: string }>(
    tx,
    `SELECT version_number AS "versionNumber", issued_at AS "issuedAt" FROM letters
     WHERE patient_id = $1 AND kind = $2 AND recipient = $3 AND state = 'current' AND recipient_entry IS NOT DISTINCT FROM $4`,
    [patientId, kind, recipient, entry],
  );
  return found ?? null;
}
