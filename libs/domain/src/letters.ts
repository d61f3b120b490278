import { numberWords, type UnitNumber } from './where-and-whom';

export const LETTER_KINDS = {
  emergency_card: 'Emergency card',
  open_access: 'Open access letter',
  vaccination: 'Vaccination letter',
  dental: 'Dental letter',
  school: 'School letter',
} as const;
export type LetterKind = keyof typeof LETTER_KINDS;

/** Kinds whose words come from an approved template; the card's come from the approved plan alone. */
export const TEMPLATE_KINDS = {
  open_access: LETTER_KINDS.open_access,
  vaccination: LETTER_KINDS.vaccination,
  dental: LETTER_KINDS.dental,
  school: LETTER_KINDS.school,
  emergency_advice: 'Emergency advice for everybody',
} as const;
export type TemplateKind = keyof typeof TEMPLATE_KINDS;

export const LETTER_RECIPIENTS = {
  family: 'Family',
  ward: 'Ward',
  gp: 'GP',
  dentist: 'Dentist',
  school: 'School',
  community: 'Community team',
} as const;
export type LetterRecipient = keyof typeof LETTER_RECIPIENTS;

/** As it stands behind a name: "GP" keeps its capitals. */
export function recipientWord(recipient: LetterRecipient): string {
  return recipient === 'gp' ? LETTER_RECIPIENTS.gp : LETTER_RECIPIENTS[recipient].toLowerCase();
}

export const RECIPIENTS_OF: Readonly<Record<LetterKind, readonly LetterRecipient[]>> = {
  emergency_card: ['family', 'ward', 'school', 'community'],
  open_access: ['family', 'ward', 'gp', 'community'],
  vaccination: ['gp', 'family', 'school'],
  dental: ['dentist', 'family'],
  school: ['school', 'family'],
};

export const LETTER_STATES = { current: 'Current', superseded: 'Superseded', withdrawn: 'Withdrawn' } as const;
export type LetterState = keyof typeof LETTER_STATES;

/** What the person who types a code is told; nothing of it tells whose letter it is. */
export const CODE_ANSWERS = {
  current: 'This is the current version.',
  past_review: 'This is the newest version, but its review date has passed. Ring the unit before relying on it.',
  number_changed:
    'Superseded: a telephone number on it has changed. Do not ring the numbers on it. Ring the unit for a new one.',
  superseded: 'A newer version has replaced this one. Do not rely on it.',
  withdrawn: 'This was withdrawn. Do not rely on it. Ring the unit.',
  not_known: 'This code is not known. Check it against the paper, and ring the unit if it is the same.',
} as const;
export type CodeAnswer = keyof typeof CODE_ANSWERS;

export const TEMPLATE_STATES = { draft: 'Draft', approved: 'Approved', superseded: 'Superseded' } as const;
export type TemplateState = keyof typeof TEMPLATE_STATES;

export type LetterBlock =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'facts'; facts: { label: string; text: string }[] }
  | { type: 'numbers'; numbers: { phone: string; words: string }[] };

/** Everything on a letter, as it was on the day of issue: the page, the PDF and a later print all come from this. */
export interface LetterModel {
  title: string;
  unitName: string;
  /** With their hours: paper cannot know when it is read. Letters of before have none. */
  unitNumbers?: UnitNumber[];
  /** Where the unit is written to, the postcode last. Letters of before, and those of a unit without one, have none. */
  unitAddress?: string[];
  recipient: string;
  /** Under the name, from the record of that day. Letters of before have none; while it is restricted it is not shown. */
  recipientAddress?: string[];
  /** Begins with a salutation and ends with a close. Cards do not, nor letters of before. */
  salutes?: boolean;
  /** Letters of before are greeted by the name they go to. */
  salutation?: string;
  /** Name as spoken, `Born 5 April 2019`, NHS number in groups of 3, 3 and 4 or "Not known". */
  patient: { name: string; born: string; nhsNumber: string };
  /** What every print of this child must say: inhibitor, treatment, allergies, line. */
  flags: string[];
  blocks: LetterBlock[];
  signature: string;
  /** Who issued it, beneath the doctor who approved the words. Cards have none, nor letters of before. */
  issuer?: string;
  /** Letters that lie in the same envelope, with their codes. */
  enclosures?: string[];
  versionNumber: number;
  /** As written: `K7H-4MX-RTCC`. */
  code: string;
  /** Calendar dates. */
  validFrom: string;
  reviewBy: string | null;
  largePrint: boolean;
}

/** The numbers under the name of the unit; none where the letter itself says them. */
export function letterheadNumbers({ unitNumbers, blocks }: LetterModel): string[] {
  if (blocks.some(({ type }) => type === 'numbers')) return [];
  return (unitNumbers ?? []).map((number) => `${number.label}: ${numberWords(number)}`);
}

/** Made from the name that may be shown: of a reader who is kept back nothing is said here either. */
export function salutationOf({
  salutes,
  recipient,
  salutation,
}: Pick<LetterModel, 'salutes' | 'recipient' | 'salutation'>): string | null {
  if (!salutes) return null;
  if (salutation !== undefined) return salutation;
  const name = / \([^()]*\)$/.exec(recipient);
  return name === null ? null : `Dear ${recipient.slice(0, name.index)},`;
}

/** A family is greeted by name; a practice, a ward or a school is not a person. */
export function greeting(recipient: LetterRecipient, name: string): string {
  if (recipient !== 'family') return 'Dear colleagues,';
  return `Dear ${name.replace(/^Parents or carers/, 'parents or carers')},`;
}

/** The unit stands beneath a signature that does not name it already. */
export function unitBeneath({ signature, unitName }: Pick<LetterModel, 'signature' | 'unitName'>): string | null {
  return signature.endsWith(unitName) ? null : unitName;
}

export const CLOSE = 'Yours sincerely,';

/** Where a template puts something that is the child's. On a line of its own unless it is a word in a sentence. */
export const TEMPLATE_WORDS = {
  child: 'the name of the child',
  diagnosis: 'diagnosis and severity',
  hospital: 'the hospital',
  unit: 'the name of the unit',
} as const;
export type TemplateWord = keyof typeof TEMPLATE_WORDS;

export const TEMPLATE_BLOCKS = {
  plan: 'first steps and treatment of the approved emergency plan',
  'do not': 'the “Do not” of the approved emergency plan',
  'open access': 'the terms of the open access arrangement in force at the hospital',
  numbers: 'the numbers of the unit, for every hour',
} as const;
export type TemplateBlockName = keyof typeof TEMPLATE_BLOCKS;

export interface TemplateFacts {
  words: Record<TemplateWord, string>;
  /** Null: there is nothing in force to put here. */
  blocks: Record<TemplateBlockName, LetterBlock[] | null>;
}

/** What is wrong with a template, as sentences; empty when it can be filled. */
export function templateFaults(body: string): string[] {
  const known: readonly string[] = [...Object.keys(TEMPLATE_WORDS), ...Object.keys(TEMPLATE_BLOCKS)];
  const unknown = [...body.matchAll(/\{([^{}\n]*)\}/g)]
    .map(([, name]) => name!)
    .filter((name) => !known.includes(name))
    .map((name) => `“{${name}}” is not known. Use one of: ${known.map((each) => `{${each}}`).join(', ')}.`);
  const misplaced = body
    .split('\n')
    .filter((line) => blockIn(line) !== null && blockIn(line) !== line.trim().slice(1, -1))
    .map((line) => `“{${blockIn(line)!}}” needs a line of its own.`);
  const open = /[{}]/.test(body.replaceAll(/\{[^{}\n]*\}/g, '')) ? ['A curly bracket stands alone.'] : [];
  return [...new Set([...unknown, ...misplaced, ...open])];
}

function blockIn(line: string): TemplateBlockName | null {
  return (Object.keys(TEMPLATE_BLOCKS) as TemplateBlockName[]).find((name) => line.includes(`{${name}}`)) ?? null;
}

/**
 * The letter's blocks, or the names of what the child has not got. `# ` begins a heading, `- ` an item of a list, an
 * empty line ends a paragraph.
 */
export function fillTemplate(
  body: string,
  facts: TemplateFacts,
): { blocks: LetterBlock[]; missing: TemplateBlockName[] } {
  const blocks: LetterBlock[] = [];
  const missing: TemplateBlockName[] = [];
  const words = (text: string): string =>
    text.replaceAll(/\{([^{}\n]*)\}/g, (whole, name: string) => facts.words[name as TemplateWord] ?? whole);
  for (const line of body.split('\n').map((each) => each.trim())) {
    const slot = blockIn(line);
    const last = blocks.at(-1);
    if (slot !== null) {
      const filled = facts.blocks[slot];
      if (filled === null) missing.push(slot);
      else blocks.push(...filled);
    } else if (line.startsWith('# ')) blocks.push({ type: 'heading', text: words(line.slice(2)) });
    else if (line.startsWith('- ')) {
      if (last?.type === 'list' && !last.ordered) last.items.push(words(line.slice(2)));
      else blocks.push({ type: 'list', ordered: false, items: [words(line.slice(2))] });
    } else if (line === '') blocks.push({ type: 'text', text: '' });
    else if (last?.type === 'text' && last.text !== '') last.text += ` ${words(line)}`;
    else blocks.push({ type: 'text', text: words(line) });
  }
  return { blocks: blocks.filter((block) => block.type !== 'text' || block.text !== ''), missing };
}
