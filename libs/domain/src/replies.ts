import { longDate } from './london-time';
import { surveyTextFaults } from './surveys';

/** Words in which a family is replied to: written by one, approved by a doctor who did not write them. */
export const REPLY_TEXT_STATES = {
  draft: 'Draft',
  approved: 'Approved',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
} as const;
export type ReplyTextState = keyof typeof REPLY_TEXT_STATES;

export const REPLY_WAYS = { email: 'By email', telephone: 'Told by telephone' } as const;
export type ReplyWay = keyof typeof REPLY_WAYS;

export const REPLY_STATES = {
  told: 'Told by telephone',
  waiting: 'Waits to be sent',
  leased: 'Being sent',
  sent: 'Sent by email',
  left_out: 'Not sent',
  failed: 'Not sent: the mail server refused it',
  bounced: 'Came back: the address is not known',
} as const;
export type ReplyState = keyof typeof REPLY_STATES;

/** Tries to send one reply. */
export const MOST_REPLY_TRIES = 8;

/** What a text can put in. */
export const REPLY_SLOTS = {
  child: 'the first name of the child; “your child” in an email, which names none',
  day: 'the day that is chosen with the reply',
  reference: 'the reference of the request, such as R-1001',
  unit: 'the name of the unit',
} as const;
export type ReplySlot = keyof typeof REPLY_SLOTS;

export interface ReplyFacts {
  /** First name; never in an email. */
  child: string;
  /** Calendar date; null when none was chosen. */
  day: string | null;
  reference: string;
  unit: string;
}

const A_DOSE =
  /\d[\d.,]*\s*(?:international\s+units?|units?|iu|u|i\.u\.|mg|milligrams?|mcg|micrograms?|[µμ]g|g|grams?|ml|millilitres?|vials?|tablets?|capsules?|puffs?|drops?|sprays?)(?![\p{L}\d])|(?:per|\/)\s?kg\b/iu;

/** An amount of a drug, where one stands in a text. */
export function doseIn(text: string): string | null {
  return A_DOSE.exec(text)?.[0] ?? null;
}

/** What must not stand in approved words: a dose, the condition, an NHS number, a slot that is not known. */
export function replyTextFaults(body: string): string[] {
  const unknown = [...body.matchAll(/\{([^{}\n]*)\}/g)]
    .map(([, name]) => name!)
    .filter((name) => !(name in REPLY_SLOTS))
    .map(
      (name) =>
        `“{${name}}” is not known. Use one of: ${Object.keys(REPLY_SLOTS)
          .map((each) => `{${each}}`)
          .join(', ')}.`,
    );
  const open = /[{}]/.test(body.replaceAll(/\{[^{}\n]*\}/g, '')) ? ['A curly bracket stands alone.'] : [];
  return [...new Set([...additionFaults(body, []), ...unknown, ...open])];
}

/**
 * What must not stand in words that a person adds. A dose is never told in a reply: it is asked for, and answered, by a
 * clinician in person. An email names no child: `names` are those of the child, none for what is told by telephone.
 */
export function additionFaults(text: string, names: readonly string[]): string[] {
  const dose = doseIn(text);
  const folded = fold(text);
  const named = names.filter(
    (name) => name.length > 1 && new RegExp(`(?<!\\p{L})${escaped(fold(name))}(?!\\p{L})`, 'u').test(folded),
  );
  return [
    ...(dose === null ? [] : [`“${dose.trim()}” is an amount. A reply never says a dose: ring the family.`]),
    ...surveyTextFaults(text),
    ...named.map((name) => `“${name}” names the child. An email names no child.`),
  ];
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether a text wants a day to be chosen. */
export function wantsDay(body: string): boolean {
  return body.includes('{day}');
}

/** The words as they are told. In an email no child is named. A day that is still to be chosen stands in brackets. */
export function fillReply(body: string, way: ReplyWay, { child, day, reference, unit }: ReplyFacts): string {
  const said: Record<ReplySlot, string> = {
    child: way === 'email' ? 'your child' : child,
    day: day === null ? '[day to choose]' : longDate(day),
    reference,
    unit,
  };
  const filled = body.replaceAll(/\{(child|day|reference|unit)\}/g, (_, slot: ReplySlot) => said[slot]);
  return filled.replace(/(^|[.!?]\s+)your child/g, (_, before: string) => `${before}Your child`);
}

/** What stands in the mailbox. */
export function replyMail(facts: {
  reference: string;
  words: string;
  addition: string | null;
  unit: string;
  numbers: readonly string[];
}): { subject: string; text: string } {
  return {
    subject: `Your request ${facts.reference}`,
    text: [
      'Dear parent or carer,',
      '',
      facts.words,
      '',
      ...(facts.addition === null ? [] : ['Added for this request:', facts.addition, '']),
      'If your child bleeds or is hurt, do not wait for an email: ring the number on the emergency card.',
      ...(facts.numbers.length === 0 ? [] : [`To ring us about this request: ${facts.numbers.join('; or ')}.`]),
      `— ${facts.unit}. Do not reply to this address.`,
    ].join('\n'),
  };
}
