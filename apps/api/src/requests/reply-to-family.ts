import type { RequestReplies, RequestReply } from '@shared-care/contracts/requests/answers';
import type { ReplyToFamily } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { RequestReply as ReplyRow } from '@shared-care/database/entities/reply';
import { WHY_NOT_CONTACTED, type WhyNotContacted } from '@shared-care/domain/may-contact';
import { additionFaults, fillReply, REPLY_WAYS, wantsDay } from '@shared-care/domain/replies';
import type { RequestType } from '@shared-care/domain/request-states';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { insertForId } from '../platform/write-row';
import { changeRequest, lockRequest } from './request-rows';

interface Of {
  patientId: string;
  type: RequestType;
  reference: string;
  given: string;
  family: string;
}

/** What the family was told, the words that fit, and whether an email may go to it. */
export async function requestReplies(tx: Tx, user: CurrentUser, requestId: string): Promise<RequestReplies> {
  const of = await requestOf(tx, requestId);
  const found = await rows<RequestReply>(
    tx,
    `SELECT m.id, t.title, m.way, m.words, m.addition, u.display_name AS "madeBy", m.made_at AS "madeAt", m.state,
            m.because, m.sent_at AS "sentAt"
     FROM request_replies m JOIN reply_texts t ON t.id = m.text_id JOIN users u ON u.id = m.made_by
     WHERE m.request_id = $1 ORDER BY m.made_at DESC, m.id`,
    [requestId],
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'request_replies',
    entityId: requestId,
    patientId: of.patientId,
  });
  const why = await whyNoEmail(tx, of.patientId);
  return {
    replies: found.map((reply) => ({ ...reply, because: inWords(reply.because) })),
    texts: await rows<RequestReplies['texts'][number]>(
      tx,
      `SELECT id, title, body FROM reply_texts WHERE state = 'approved' AND (type IS NULL OR type = $1)
       ORDER BY type IS NULL, title, id`,
      [of.type],
    ),
    facts: { child: of.given, reference: of.reference, unit: await unitName(tx) },
    noEmail: inWords(why),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/**
 * Tells the family in approved words. By telephone it is written down as told; an email waits for the loop that sends,
 * which asks the gate for messages once more. The same key twice tells once.
 *
 * @throws Conflict when the words were replaced or withdrawn meanwhile
 */
export async function replyToFamily(
  tx: Tx,
  user: CurrentUser,
  requestId: string,
  asked: z.output<typeof ReplyToFamily> & { key: string },
): Promise<void> {
  const [before] = await rows(tx, 'SELECT 1 FROM request_replies WHERE made_by = $1 AND idempotency_key = $2', [
    user.id,
    asked.key,
  ]);
  if (before) return;
  const request = await lockRequest(tx, requestId, asked.version);
  const of = await requestOf(tx, requestId);
  const [text] = await rows<{ title: string; body: string; type: RequestType | null; state: string }>(
    tx,
    'SELECT title, body, type, state FROM reply_texts WHERE id = $1 FOR SHARE',
    [asked.textId],
  );
  if (!text) throw new InvalidInput([{ field: 'textId', message: 'Choose the words of the reply.' }]);
  if (text.state !== 'approved')
    throw new Conflict('These words were replaced or withdrawn meanwhile. Choose again.', { state: text.state });
  if (text.type !== null && text.type !== of.type)
    throw new InvalidInput([
      { field: 'textId', message: 'These words are for another kind of request. Choose again.' },
    ]);
  if (wantsDay(text.body) && asked.day === null)
    throw new InvalidInput([{ field: 'day', message: 'Choose the day that these words speak of.' }]);
  if (asked.way === 'email') await refuseEmail(tx, of, asked.addition ?? '');
  const words = fillReply(text.body, asked.way, {
    child: of.given,
    day: asked.day,
    reference: of.reference,
    unit: await unitName(tx),
  });
  const id = await insertForId(tx, ReplyRow, {
    ...{ requestId, textId: asked.textId, way: asked.way, words, addition: asked.addition || null },
    madeBy: user.id,
    idempotencyKey: asked.key,
    state: asked.way === 'email' ? 'waiting' : 'told',
  });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'request_reply',
    entityId: id,
    patientId: of.patientId,
    detail: asked.way,
  });
  const note = [`Reply to the family, ${REPLY_WAYS[asked.way].toLowerCase()}: ${text.title}.`, words];
  if (asked.addition) note.push(`Added: ${asked.addition}`);
  await changeRequest(tx, user, request, {}, { kind: 'noted', note: note.join(' ') });
}

/** No email where the gate is closed, and none that names the child. */
async function refuseEmail(tx: Tx, { patientId, given, family }: Of, addition: string): Promise<void> {
  const why = await whyNoEmail(tx, patientId);
  if (why !== null) throw new Refused(`No email goes to this family: ${inWords(why)}. Ring instead.`);
  const [fault] = additionFaults(addition, [...given.split(/\s+/), ...family.split(/[\s]+/)]);
  if (fault) throw new InvalidInput([{ field: 'addition', message: fault }]);
}

async function whyNoEmail(tx: Tx, patientId: string): Promise<WhyNotContacted | null> {
  const [found] = await rows<{ why: WhyNotContacted | null }>(tx, 'SELECT sec.may_contact($1) AS why', [patientId]);
  return found!.why;
}

function inWords(why: string | null): string | null {
  return why === null ? null : (WHY_NOT_CONTACTED[why as WhyNotContacted] ?? why);
}

async function requestOf(tx: Tx, requestId: string): Promise<Of> {
  const [found] = await rows<Of>(
    tx,
    `SELECT r.patient_id AS "patientId", r.type, r.reference, p.given_name AS given, p.family_name AS family
     FROM requests r JOIN patients p ON p.id = r.patient_id WHERE r.id = $1`,
    [requestId],
  );
  if (!found) throw new NotFound();
  return found;
}
