import type { ReplyText } from '@shared-care/contracts/requests/answers';
import type { AddReplyText, SaveReplyText } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ReplyText as TextRow } from '@shared-care/database/entities/reply';
import type { ReplyTextState } from '@shared-care/domain/replies';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION, NOW, WITH_AUTHOR } from '../platform/write-row';

/** Every version of every text, the newest of each first. */
export function replyTexts(tx: Tx, user: CurrentUser): Promise<ReplyText[]> {
  return rows<ReplyText>(
    tx,
    `SELECT t.id, t.text_id AS "textId", t.version_number AS "versionNumber", t.state, t.type, t.title, t.body,
            w.display_name AS "writtenBy", t.changed_at AS "changedAt", a.display_name AS "approvedBy",
            t.approved_at AS "approvedAt", $1 = ANY (t.authors) AS mine, t.version
     FROM reply_texts t JOIN users w ON w.id = t.written_by LEFT JOIN users a ON a.id = t.approved_by
     ORDER BY t.title, t.text_id, t.version_number DESC`,
    [user.id],
  );
}

/** A text of the unit's own. No family is told it before a doctor has approved it. */
export async function addReplyText(
  tx: Tx,
  user: CurrentUser,
  { textId, title, type, body }: z.output<typeof AddReplyText>,
): Promise<void> {
  const [known] = await rows(tx, 'SELECT 1 FROM reply_texts WHERE text_id = $1', [textId]);
  if (known) return;
  const id = randomUUID();
  const by = { writtenBy: user.id, authors: [user.id] };
  await insertRow(tx, TextRow, { id, textId, versionNumber: 1, title, type, body, ...by });
  await audit(tx, user, id, 'create', 'draft');
}

/** Saves a draft. A person who saves becomes one of its authors and cannot approve it. */
export async function saveReplyText(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, title, type, body }: z.output<typeof SaveReplyText>,
): Promise<void> {
  const draft = await lockText(tx, id, version);
  onlyDraft(draft);
  const change = { title, type, body, changedAt: NOW, version: NEXT_VERSION, authors: WITH_AUTHOR };
  await tx.update(TextRow, { id }, change);
  await audit(tx, user, id, 'update', 'words');
}

/** Begins the next version of what is approved: a copy of it. A draft that exists already is left as it is. */
export async function nextReplyText(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const { textId, title, type, body } = await lockText(tx, id, seen);
  const [draft] = await rows(tx, `SELECT 1 FROM reply_texts WHERE text_id = $1 AND state = 'draft'`, [textId]);
  if (draft) return;
  const [last] = await rows<{ most: number }>(
    tx,
    'SELECT max(version_number) AS most FROM reply_texts WHERE text_id = $1',
    [textId],
  );
  const made = randomUUID();
  const by = { writtenBy: user.id, authors: [user.id] };
  await insertRow(tx, TextRow, { id: made, textId, versionNumber: last!.most + 1, title, type, body, ...by });
  await audit(tx, user, made, 'create', 'draft');
}

/** From now on families are told these words. The table refuses an approver who typed in them, or is no doctor. */
export async function approveReplyText(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const draft = await lockText(tx, id, seen);
  onlyDraft(draft);
  if (draft.authors.includes(user.id))
    throw new Refused('You typed in these words. A doctor who did not approves them.');
  await tx.update(
    TextRow,
    { textId: draft.textId, state: 'approved' },
    { state: 'superseded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  await tx.update(TextRow, { id }, { state: 'approved', approvedBy: user.id, approvedAt: NOW, version: NEXT_VERSION });
  await audit(tx, user, id, 'update', `approve version ${draft.versionNumber}`);
}

/** No family is told these words any more; a draft that is not wanted goes the same way. */
export async function withdrawReplyText(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const text = await lockText(tx, id, seen);
  if (text.state !== 'approved' && text.state !== 'draft')
    throw new Refused('This version is no longer used, so there is nothing to withdraw.');
  await tx.update(TextRow, { id }, { state: 'withdrawn', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION });
  await audit(tx, user, id, 'update', 'withdraw');
}

type Locked = Pick<TextRow, 'textId' | 'versionNumber' | 'type' | 'title' | 'body' | 'authors' | 'version'> & {
  state: ReplyTextState;
};

async function lockText(tx: Tx, id: string, seen: number): Promise<Locked> {
  const found: Locked | null = await tx.findOne(TextRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!found) throw new NotFound();
  if (found.version !== seen)
    throw new Conflict('Somebody changed these words meanwhile.', {
      version: found.version,
      title: found.title,
      body: found.body,
    });
  return found;
}

function onlyDraft({ state }: Locked): void {
  if (state !== 'draft') throw new Refused('This version is no draft, and is never edited. Begin the next one.');
}

function audit(
  tx: Tx,
  user: CurrentUser,
  entityId: string,
  action: 'create' | 'update',
  detail: string,
): Promise<void> {
  return recordAudit(tx, user, { action, entity: 'reply_text', entityId, detail });
}
