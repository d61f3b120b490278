import { randomInt } from 'node:crypto';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { IssueLetter } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Letter } from '@shared-care/database/entities/letter';
import { newLetterCode, writeLetterCode } from '@shared-care/domain/letter-code';
import {
  fillTemplate,
  LETTER_KINDS,
  recipientWord,
  TEMPLATE_BLOCKS,
  type LetterBlock,
  type LetterModel,
} from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { openAccessAt } from '@shared-care/domain/open-access';
import { bandWords, type PhoneBand } from '@shared-care/domain/open-access-bands';
import { whereWords } from '@shared-care/domain/open-access-content';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { cardOf, UNDER_POLICIES } from '../emergency-plans/emergency-card';
import { FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { linkedPlaces } from '../hospitals/where-and-whom';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertForId, NEXT_VERSION, NOW } from '../platform/write-row';
import { addresseeOf } from './letter-recipient';
import { cardBlocks, factsFor, flagsOf, patientOnLetter, type ArrangementTerms } from './letter-facts';

export interface LetterOf {
  unitName: string;
}

export interface AskedLetter extends z.output<typeof IssueLetter> {
  idempotencyKey: string;
  batchId: string | null;
}

/**
 * Issues a letter and supersedes the one of its kind that the same reader held. Everything on it is kept as it is today;
 * it is made of approved words only. The same key twice issues one letter.
 *
 * @returns the id of the letter
 * @throws Refused when the child has nothing in force that the letter would speak of
 */
export async function issueLetter(tx: Tx, user: CurrentUser, asked: AskedLetter, unit: LetterOf): Promise<string> {
  const [before] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM letters WHERE issued_by = $1 AND idempotency_key = $2',
    [user.id, asked.idempotencyKey],
  );
  if (before) return before.id;
  const card = await cardOf(tx, asked.patientId, UNDER_POLICIES);
  if (card.patient.diedOn !== null) throw new Refused('This child has died, so no letter is issued.');
  // One after the other for a child, so that two people at once cannot both make version 3.
  await tx.query('SELECT pg_advisory_xact_lock(771301, hashtext($1))', [asked.patientId]);
  const to = await addresseeOf(tx, asked);
  const terms = await termsInForce(tx, card);
  const { blocks, title, templateId } = await wordsOf(tx, asked, card, terms, unit);
  const today = londonDate(new Date(card.now));
  const uses = {
    plan: asked.kind === 'emergency_card' || asked.kind === 'open_access',
    terms: asked.kind === 'open_access',
  };
  const reviewBy = [uses.plan ? card.plan?.reviewBy : null, uses.terms ? terms?.reviewBy : null]
    .filter((date): date is string => typeof date === 'string')
    .sort()[0];
  const [{ next }] = (await rows<{ next: number }>(
    tx,
    `SELECT coalesce(max(version_number), 0) + 1 AS next FROM letters WHERE patient_id = $1 AND kind = $2 AND recipient = $3`,
    [asked.patientId, asked.kind, asked.recipient],
  )) as [{ next: number }];
  const code = newLetterCode(randomInt);
  const model: LetterModel = {
    title,
    unitName: unit.unitName,
    unitNumbers: card.unitNumbers,
    recipient: `${to.name} (${recipientWord(asked.recipient)})`,
    recipientAddress: to.address,
    salutes: asked.kind !== 'emergency_card',
    patient: patientOnLetter(card.patient),
    flags: flagsOf(card.risks),
    blocks,
    signature: await signatureOf(tx, card, templateId, unit),
    versionNumber: next,
    code: writeLetterCode(code),
    validFrom: today,
    reviewBy: reviewBy ?? null,
    largePrint: asked.largePrint,
  };
  const { patientId, kind, recipient, note, batchId, idempotencyKey } = asked;
  await tx.update(
    Letter,
    { patientId, kind, recipient, state: 'current', recipientEntry: to.entry ?? IsNull() },
    { state: 'superseded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  const issued = await insertForId(tx, Letter, {
    ...{ code, patientId, kind, recipient, note, batchId, idempotencyKey, templateId, model },
    recipientName: to.name,
    recipientEntry: to.entry,
    versionNumber: next,
    planId: uses.plan ? (card.plan?.id ?? null) : null,
    arrangementId: uses.terms ? (terms?.id ?? null) : null,
    reviewBy: reviewBy ?? null,
    issuedBy: user.id,
  });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'letter',
    entityId: issued,
    entityVersion: 1,
    patientId: asked.patientId,
    detail: `${asked.kind} to ${asked.recipient}, version ${next}`,
  });
  return issued;
}

interface Words {
  blocks: LetterBlock[];
  title: string;
  templateId: string | null;
}

async function wordsOf(
  tx: Tx,
  asked: AskedLetter,
  card: EmergencyCard,
  terms: ArrangementTerms | null,
  unit: LetterOf,
): Promise<Words> {
  if (asked.kind === 'emergency_card') {
    if (card.plan?.standing !== 'current')
      throw new Refused('This child has no emergency plan in force, so no card can be issued.');
    return { blocks: cardBlocks(card), title: LETTER_KINDS.emergency_card, templateId: null };
  }
  const [template] = await rows<{ id: string; title: string; body: string }>(
    tx,
    `SELECT id, title, body FROM letter_templates WHERE kind = $1 AND state = 'approved'`,
    [asked.kind],
  );
  if (!template) throw new Refused('No doctor has approved a template for letters of this kind yet.');
  const hospitalName = terms?.hospitalName ?? card.place?.hospital.name ?? 'no hospital recorded';
  const { blocks, missing } = fillTemplate(
    template.body,
    factsFor(card, { terms, hospitalName, unitName: unit.unitName }),
  );
  if (missing.length > 0)
    throw new Refused(
      'The letter would speak of something that is not in force.',
      missing.map((name) => ({ field: '', message: `Missing: ${TEMPLATE_BLOCKS[name]}.` })),
    );
  return { blocks, title: template.title, templateId: template.id };
}

/** The arrangement that holds today at the first hospital of the child that has one; null when none is honoured. */
async function termsInForce(tx: Tx, card: EmergencyCard): Promise<ArrangementTerms | null> {
  const found = await rows<FactsRow & TermsRow>(
    tx,
    `SELECT ${FACTS}, h.name AS "hospitalName", a.reasons, a.where_to_go AS "whereInHours",
            a.where_out_of_hours AS "whereOutOfHours", sec.bands_now(a.phone_bands) AS "phoneBands", a.phone_first AS "say", a.exclusions
     FROM open_access_arrangements a JOIN hospitals h ON h.id = a.hospital_id
     WHERE a.patient_id = $1`,
    [card.patient.id],
  );
  const facts = found.map(factsOf);
  const now = new Date(card.now);
  const places = await linkedPlaces(tx, card.patient.id, now);
  const [holds] = places
    .map(({ hospital }) => openAccessAt(facts, hospital.id, now))
    .filter(({ honoured }) => honoured);
  const deciding = found.find(({ id }) => id === holds?.arrangementId);
  return (
    (deciding && {
      id: deciding.id,
      hospitalName: deciding.hospitalName,
      reasons: deciding.reasons,
      whereToGo: whereWords(deciding.whereInHours, deciding.whereOutOfHours),
      phoneFirst: [
        ...deciding.phoneBands
          .filter(({ gone }) => !gone)
          .map((band) => `${bandWords(band)}: ${band.label} ${band.phone}.`),
        ...(deciding.say ? [deciding.say] : []),
      ],
      exclusions: deciding.exclusions,
      reviewBy: deciding.reviewBy,
    }) ??
    null
  );
}

interface TermsRow {
  hospitalName: string;
  reasons: string;
  whereInHours: string;
  whereOutOfHours: string;
  phoneBands: PhoneBand[];
  say: string | null;
  exclusions: string | null;
}

/** Who stands for the words: the doctor who approved them, not whoever pressed the button. */
async function signatureOf(tx: Tx, card: EmergencyCard, templateId: string | null, unit: LetterOf): Promise<string> {
  if (templateId === null) return `Approved by ${card.plan!.approvedBy}, ${unit.unitName}`;
  const [{ approvedBy }] = (await rows<{ approvedBy: string }>(
    tx,
    `SELECT u.display_name AS "approvedBy" FROM letter_templates t JOIN users u ON u.id = t.approved_by WHERE t.id = $1`,
    [templateId],
  )) as [{ approvedBy: string }];
  return `Approved by ${approvedBy}, ${unit.unitName}`;
}
