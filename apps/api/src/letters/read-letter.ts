import type { Letter, LetterInList } from '@shared-care/contracts/letters/answers';
import type { WithdrawLetter } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Letter as LetterRow } from '@shared-care/database/entities/letter';
import { readLetterCode } from '@shared-care/domain/letter-code';
import type { CodeAnswer, LetterModel } from '@shared-care/domain/letters';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { qrOf } from './qr-code';

/** Where a child goes tells where they live: a letter of before the restriction does not tell it either (hazard H17). */
const HIDDEN = `(p.restricted_at IS NOT NULL AND l.recipient NOT IN ('ward', 'family'))`;
export const RECIPIENT_NAME = `CASE WHEN ${HIDDEN} THEN 'kept back' ELSE l.recipient_name END`;
/** The paper as it was, but for an address that nobody may read any more. */
const MODEL = `CASE WHEN p.restricted_at IS NULL THEN l.model
  WHEN ${HIDDEN} THEN (l.model - 'recipientAddress') || '{"recipient": "kept back while the address is restricted"}'
  ELSE l.model - 'recipientAddress' END`;
const LISTED = `l.id, l.kind, l.recipient, ${RECIPIENT_NAME} AS "recipientName", l.version_number AS "versionNumber", l.state,
  issuer.display_name AS "issuedBy", l.issued_at AS "issuedAt", l.ended_at AS "endedAt", l.ended_because AS "endedBecause"`;

export async function lettersOf(tx: Tx, user: CurrentUser, patientId: string): Promise<LetterInList[]> {
  const child = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1', [patientId]);
  if (child.length === 0) throw new NotFound();
  const found = await rows<LetterInList>(
    tx,
    `SELECT ${LISTED} FROM letters l JOIN patients p ON p.id = l.patient_id JOIN users issuer ON issuer.id = l.issued_by
     WHERE l.patient_id = $1 ORDER BY l.state <> 'current', l.issued_at DESC, l.id`,
    [patientId],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'letters', patientId, detail: `${found.length} listed` });
  return found;
}

/** One letter as it was issued, with what its code answers now. */
export async function letterDetail(
  tx: Tx,
  user: CurrentUser,
  letterId: string,
  checkPage: string,
  audited: 'read' | 'export' = 'read',
): Promise<Letter> {
  type Row = LetterInList & {
    version: number;
    patientId: string;
    model: LetterModel;
    note: string | null;
    answer: CodeAnswer;
  };
  const [found] = await rows<Row>(
    tx,
    `SELECT ${LISTED}, l.version, l.patient_id AS "patientId", ${MODEL} AS model, l.note,
            (SELECT a.answer FROM sec.letter_answer(l.code) a) AS answer
     FROM letters l JOIN patients p ON p.id = l.patient_id JOIN users issuer ON issuer.id = l.issued_by WHERE l.id = $1`,
    [letterId],
  );
  if (!found) throw new NotFound();
  await recordAudit(tx, user, {
    action: audited,
    entity: 'letter',
    entityId: letterId,
    entityVersion: found.version,
    patientId: found.patientId,
    detail: audited === 'export' ? 'PDF' : null,
  });
  const checkUrl = `${checkPage}/check/${readLetterCode(found.model.code)!}`;
  return {
    ...found,
    checkUrl,
    qr: qrOf(checkUrl),
    printedBy: user.displayName,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Takes back a letter that must not be relied on; from then on its code says so. */
export async function withdrawLetter(
  tx: Tx,
  user: CurrentUser,
  letterId: string,
  { version, because }: WithdrawLetter,
): Promise<void> {
  await tx.query('SELECT 1 FROM letters WHERE id = $1 FOR UPDATE', [letterId]);
  const [letter] = await rows<{ state: string; version: number; patientId: string; endedBy: string | null }>(
    tx,
    `SELECT l.state, l.version, l.patient_id AS "patientId", u.display_name AS "endedBy"
     FROM letters l LEFT JOIN users u ON u.id = l.ended_by WHERE l.id = $1`,
    [letterId],
  );
  if (!letter) throw new NotFound();
  if (letter.version !== version) throw new Conflict(`${letter.endedBy ?? 'Somebody'} ended this letter meanwhile.`);
  if (letter.state !== 'current')
    throw new Refused('This letter is no longer current, so there is nothing to withdraw.');
  await tx.update(
    LetterRow,
    { id: letterId },
    { state: 'withdrawn', endedBy: user.id, endedAt: NOW, endedBecause: because, version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'letter',
    entityId: letterId,
    entityVersion: version + 1,
    patientId: letter.patientId,
    detail: 'withdraw',
  });
}
