import { createHash } from 'node:crypto';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { PreviewLetter } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  fillTemplate,
  greeting,
  LETTER_KINDS,
  recipientWord,
  TEMPLATE_BLOCKS,
  type LetterBlock,
  type LetterKind,
  type LetterModel,
} from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { openAccessAt } from '@shared-care/domain/open-access';
import { bandWords, type PhoneBand } from '@shared-care/domain/open-access-bands';
import { whereWords } from '@shared-care/domain/open-access-content';
import { ROLES } from '@shared-care/domain/roles';
import type { z } from 'zod';
import { cardOf, UNDER_POLICIES } from '../emergency-plans/emergency-card';
import { FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { linkedPlaces } from '../hospitals/where-and-whom';
import { InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import type { Letterhead } from '../platform/unit-on-paper';
import { addresseeOf, type Addressee } from './letter-recipient';
import { cardBlocks, factsFor, flagsOf, patientOnLetter, type ArrangementTerms } from './letter-facts';

export type Composing = z.output<typeof PreviewLetter>;

/** A letter as it would be printed now, and what it repeats. Its code is given when it is issued. */
export interface Composed {
  model: LetterModel;
  to: Addressee;
  templateId: string | null;
  planId: string | null;
  arrangementId: string | null;
}

/**
 * Makes a letter of approved words only, and writes nothing: the preview and the issue of a letter both come from here.
 *
 * @throws Refused when the child has nothing in force that the letter would speak of
 */
export async function composeLetter(tx: Tx, user: CurrentUser, asked: Composing, unit: Letterhead): Promise<Composed> {
  const card = await cardOf(tx, asked.patientId, UNDER_POLICIES);
  if (card.patient.diedOn !== null) throw new Refused('This child has died, so no letter is issued.');
  const to = await addresseeOf(tx, asked);
  const terms = await termsInForce(tx, card);
  const { blocks, title, templateId } = await wordsOf(tx, asked, card, terms, unit);
  const uses = {
    plan: asked.kind === 'emergency_card' || asked.kind === 'open_access',
    terms: asked.kind === 'open_access',
  };
  const reviewBy = [uses.plan ? card.plan?.reviewBy : null, uses.terms ? terms?.reviewBy : null]
    .filter((date): date is string => typeof date === 'string')
    .sort()[0];
  const isLetter = asked.kind !== 'emergency_card';
  const enclosures = await enclosed(tx, asked);
  const model: LetterModel = {
    title,
    unitName: unit.unitName,
    unitNumbers: card.unitNumbers,
    ...(unit.unitAddress.length > 0 && { unitAddress: unit.unitAddress }),
    recipient: `${to.name} (${recipientWord(asked.recipient)})`,
    recipientAddress: to.address,
    salutes: isLetter,
    ...(isLetter && { salutation: greeting(asked.recipient, to.name) }),
    patient: patientOnLetter(card.patient),
    flags: flagsOf(card.risks),
    blocks,
    signature: await signatureOf(tx, card, templateId, unit),
    ...(isLetter && { issuer: `Issued by ${user.displayName}, ${ROLES[user.role].replace(/^H/, 'h')}` }),
    ...(enclosures.length > 0 && { enclosures }),
    versionNumber: await nextVersion(tx, asked),
    code: '',
    validFrom: londonDate(new Date(card.now)),
    reviewBy: reviewBy ?? null,
    largePrint: asked.largePrint,
  };
  return {
    ...{ model, to, templateId },
    planId: uses.plan ? (card.plan?.id ?? null) : null,
    arrangementId: uses.terms ? (terms?.id ?? null) : null,
  };
}

/** The same for two letters that read alike, whatever their codes. */
export function fingerprint(model: LetterModel): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...model, code: '' }))
    .digest('hex');
}

async function nextVersion(tx: Tx, { patientId, kind, recipient }: Composing): Promise<number> {
  const [found] = await rows<{ next: number }>(
    tx,
    `SELECT coalesce(max(version_number), 0) + 1 AS next FROM letters WHERE patient_id = $1 AND kind = $2 AND recipient = $3`,
    [patientId, kind, recipient],
  );
  return found!.next;
}

/** What lies in the same envelope, as it stands beneath the signature: current letters of this child and no other. */
async function enclosed(tx: Tx, { patientId, enclosures }: Composing): Promise<string[]> {
  if (enclosures.length === 0) return [];
  const found = await rows<{ kind: LetterKind; versionNumber: number; code: string }>(
    tx,
    `SELECT l.kind, l.version_number AS "versionNumber", l.model ->> 'code' AS code
     FROM letters l CROSS JOIN LATERAL sec.letter_answer(l.code) a
     WHERE l.id = ANY ($1) AND l.patient_id = $2 AND a.answer = 'current' ORDER BY l.kind, l.id`,
    [enclosures, patientId],
  );
  if (found.length !== new Set(enclosures).size)
    throw new InvalidInput([
      {
        field: 'enclosures',
        message: 'An enclosed letter is not current any more, or not of this child. Choose again.',
      },
    ]);
  return found.map(({ kind, versionNumber, code }) => `${LETTER_KINDS[kind]}, version ${versionNumber}, code ${code}`);
}

interface Words {
  blocks: LetterBlock[];
  title: string;
  templateId: string | null;
}

async function wordsOf(
  tx: Tx,
  asked: Composing,
  card: EmergencyCard,
  terms: ArrangementTerms | null,
  unit: Letterhead,
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

/** Who stands for the words: the doctor who approved them, not the person who pressed the button. */
async function signatureOf(tx: Tx, card: EmergencyCard, templateId: string | null, unit: Letterhead): Promise<string> {
  if (templateId === null) return `Approved by ${card.plan!.approvedBy}, ${unit.unitName}`;
  const [{ approvedBy }] = (await rows<{ approvedBy: string }>(
    tx,
    `SELECT u.display_name AS "approvedBy" FROM letter_templates t JOIN users u ON u.id = t.approved_by WHERE t.id = $1`,
    [templateId],
  )) as [{ approvedBy: string }];
  return `Approved by ${approvedBy}, ${unit.unitName}`;
}
