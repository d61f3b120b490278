import type { EmergencyAdvice, LetterTemplate } from '@shared-care/contracts/letters/answers';
import type { BeginTemplate, SaveTemplate } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LetterTemplate as LetterTemplateRow } from '@shared-care/database/entities/letter';
import { LETTER_STARTS } from '@shared-care/domain/letter-starts';
import { fillTemplate, TEMPLATE_KINDS } from '@shared-care/domain/letters';
import { recordAudit } from '../audit/audit';
import { unitNumbers, whereAndWhom } from '../hospitals/where-and-whom';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW, WITH_AUTHOR } from '../platform/write-row';
import type { Letterhead } from '../platform/unit-on-paper';
import { adviceFacts } from './letter-facts';

/** Every version of every template, the newest of each kind first. */
export function letterTemplates(tx: Tx, user: CurrentUser): Promise<LetterTemplate[]> {
  return rows<LetterTemplate>(
    tx,
    `SELECT t.id, t.kind, t.version_number AS "versionNumber", t.state, t.title, t.body, writer.display_name AS "writtenBy",
            t.changed_at AS "changedAt", approver.display_name AS "approvedBy", t.approved_at AS "approvedAt",
            $1 = ANY (t.authors) AS mine, t.version
     FROM letter_templates t JOIN users writer ON writer.id = t.written_by LEFT JOIN users approver ON approver.id = t.approved_by
     ORDER BY array_position($2, t.kind), t.version_number DESC`,
    [user.id, Object.keys(TEMPLATE_KINDS)],
  );
}

/** The next version of a template: a copy of the approved one, or the words to start from. A draft that exists is left. */
export async function beginTemplate(tx: Tx, user: CurrentUser, { kind }: BeginTemplate): Promise<LetterTemplate[]> {
  const [begun] = await rows<{ id: string }>(
    tx,
    `INSERT INTO letter_templates (kind, version_number, title, body, written_by, authors)
     SELECT $1, coalesce((SELECT max(version_number) FROM letter_templates WHERE kind = $1), 0) + 1,
            coalesce((SELECT title FROM letter_templates WHERE kind = $1 AND state = 'approved'), $3),
            coalesce((SELECT body FROM letter_templates WHERE kind = $1 AND state = 'approved'), $4), $2, ARRAY[$2::uuid]
     ON CONFLICT DO NOTHING RETURNING id`,
    [kind, user.id, LETTER_STARTS[kind].title, LETTER_STARTS[kind].body],
  );
  if (begun) await audit(tx, user, begun.id, 'create', `${kind} begun`);
  return letterTemplates(tx, user);
}

export async function saveTemplate(
  tx: Tx,
  user: CurrentUser,
  templateId: string,
  { version, title, body }: SaveTemplate,
): Promise<LetterTemplate[]> {
  const draft = await lockDraft(tx, templateId, version);
  const change = { title, body, changedAt: NOW, authors: WITH_AUTHOR, version: NEXT_VERSION };
  await tx.update(LetterTemplateRow, { id: templateId }, change);
  await audit(tx, user, templateId, 'update', `${draft.kind} words`);
  return letterTemplates(tx, user);
}

/** From now on letters are made of these words. The table refuses an approver who typed in them. */
export async function approveTemplate(
  tx: Tx,
  user: CurrentUser,
  templateId: string,
  version: number,
): Promise<LetterTemplate[]> {
  const draft = await lockDraft(tx, templateId, version);
  if (draft.authors.includes(user.id))
    throw new Refused('You typed in this template. Somebody who did not approves it.');
  if (draft.body.trim() === '') throw new Refused('This template is empty.');
  await tx.update(
    LetterTemplateRow,
    { kind: draft.kind, state: 'approved' },
    { state: 'superseded', version: NEXT_VERSION },
  );
  await tx.update(
    LetterTemplateRow,
    { id: templateId },
    { state: 'approved', approvedBy: user.id, approvedAt: NOW, version: NEXT_VERSION },
  );
  await audit(tx, user, templateId, 'update', `${draft.kind} approved`);
  return letterTemplates(tx, user);
}

/** What everybody clinical may read about no child in particular: it opens without breaking any glass. */
export async function emergencyAdvice(
  tx: Tx,
  user: CurrentUser,
  unit: Pick<Letterhead, 'unitName'>,
): Promise<EmergencyAdvice> {
  const [approved] = await rows<{ title: string; body: string; approvedBy: string; approvedAt: Date }>(
    tx,
    `SELECT t.title, t.body, u.display_name AS "approvedBy", t.approved_at AS "approvedAt"
     FROM letter_templates t JOIN users u ON u.id = t.approved_by WHERE t.kind = 'emergency_advice' AND t.state = 'approved'`,
  );
  const now = await databaseNow(tx);
  const numbers = await unitNumbers(tx);
  const [hub] = await rows<{ id: string }>(tx, `SELECT id FROM hospitals WHERE network_role = 'hub' LIMIT 1`);
  const hospitalId = user.hospitalId ?? hub?.id;
  const at = hospitalId ? { hospitalId, unitKind: 'ed' as const } : null;
  const where = await whereAndWhom(tx, { patientId: null, at, unitFirst: true }, now);
  return {
    title: approved?.title ?? null,
    blocks: approved ? fillTemplate(approved.body, adviceFacts(numbers, unit.unitName)).blocks : null,
    approvedBy: approved?.approvedBy ?? null,
    approvedAt: approved?.approvedAt.toISOString() ?? null,
    ringNow: where.ring,
    unitNumbers: numbers,
    now: now.toISOString(),
  };
}

interface Draft {
  kind: string;
  body: string;
  version: number;
  authors: string[];
}

async function lockDraft(tx: Tx, templateId: string, seen: number): Promise<Draft> {
  const [found] = await rows<Draft & { state: string; title: string }>(
    tx,
    'SELECT kind, state, title, body, version, authors FROM letter_templates WHERE id = $1 FOR UPDATE',
    [templateId],
  );
  if (!found) throw new NotFound();
  if (found.state !== 'draft') throw new Refused('This version was approved and is never edited. Begin a new one.');
  if (found.version !== seen)
    throw new Conflict('Somebody changed this template meanwhile.', {
      version: found.version,
      title: found.title,
      body: found.body,
    });
  return found;
}

function audit(
  tx: Tx,
  user: CurrentUser,
  entityId: string,
  action: 'create' | 'update',
  detail: string,
): Promise<void> {
  return recordAudit(tx, user, { action, entity: 'letter_template', entityId, detail });
}
