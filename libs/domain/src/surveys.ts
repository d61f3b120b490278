import { WHY_NOT_CONTACTED } from './may-contact';
import { numberWords, type UnitNumber } from './where-and-whom';

export const SURVEY_TOPICS = {
  annual: 'Annual survey',
  emergency_care: 'Emergency care',
  vaccination: 'Vaccinations',
} as const;
export type SurveyTopic = keyof typeof SURVEY_TOPICS;

/** Whom a survey of each topic is for; `AUDIENCES` of the API has the same as a query. */
export const SURVEY_AUDIENCES: Readonly<Record<SurveyTopic, string>> = {
  annual: 'every family',
  emergency_care: 'families of children who were at a hospital in the last 3 months',
  vaccination: 'families of children under 16',
};
export const EMERGENCY_CARE_MONTHS = 3;
export const VACCINATION_UNDER_YEARS = 16;

export const SURVEY_STATES = {
  draft: 'Draft',
  sending: 'Sending',
  sent: 'Sent',
  closed: 'Closed',
} as const;
export type SurveyState = keyof typeof SURVEY_STATES;

/** Never stored: what waits says whether it is being sent, so that no state can be left behind by a process that died. */
export function surveyState(facts: { sent: boolean; closed: boolean; waiting: number }): SurveyState {
  if (facts.closed) return 'closed';
  if (!facts.sent) return 'draft';
  return facts.waiting > 0 ? 'sending' : 'sent';
}

/** A family hears of one survey twice at most. The database allows one message of each kind for a child and survey. */
export const SURVEY_MESSAGE_KINDS = { invitation: 'Invitation', reminder: 'Reminder' } as const;
export type SurveyMessageKind = keyof typeof SURVEY_MESSAGE_KINDS;

export const SURVEY_MESSAGE_STATES = {
  waiting: 'Waiting',
  leased: 'Being sent',
  sent: 'Sent',
  left_out: 'Left out',
  failed: 'Not sent',
  bounced: 'Came back',
  stopped: 'Stopped',
} as const;
export type SurveyMessageState = keyof typeof SURVEY_MESSAGE_STATES;

/** What each state may become. A person tries again what failed or was stopped; the gate is asked again each time. */
export const SURVEY_MESSAGE_TRANSITIONS: Readonly<Record<SurveyMessageState, readonly SurveyMessageState[]>> = {
  waiting: ['leased', 'stopped'],
  leased: ['waiting', 'sent', 'left_out', 'failed', 'bounced', 'stopped'],
  sent: [],
  left_out: [],
  failed: ['waiting'],
  bounced: ['waiting'],
  stopped: ['waiting'],
};

/** Tries of one message before it is listed as not sent; with the doubling wait that is about half an hour. */
export const MOST_SURVEY_TRIES = 12;

/** Why a family got no message: the gate, or nothing left to remind of. */
export const WHY_LEFT_OUT = { ...WHY_NOT_CONTACTED, answered: 'The family answered meanwhile' } as const;
export type WhyLeftOut = keyof typeof WHY_LEFT_OUT;

export const PARTICIPATION_ANSWERS = { not_asked: 'Not asked', yes: 'Yes', no: 'No' } as const;
export type ParticipationAnswer = keyof typeof PARTICIPATION_ANSWERS;

const TELLS_THE_CONDITION =
  /ha?emophil|bleeding disorder|willebrand|inhibitor|emicizumab|hemlibra|factor (?:vii|viii|ix|x|xi|xiii|7|8|9|10|11|13|concentrate|levels?)\b|platelet|clotting/i;
/** Ten digits, in groups or not; a telephone number begins with 0 or +. */
const LIKE_AN_NHS_NUMBER = /(?<![\d+])[1-9](?:[ -]?\d){9}(?![ -]?\d)/;

/**
 * What must not stand in a message that is read over a shoulder or in the wrong mailbox: the condition, and any number
 * that names a child. Names cannot be known here; the form says so beside the box.
 */
export function surveyTextFaults(text: string): string[] {
  const faults: string[] = [];
  const condition = TELLS_THE_CONDITION.exec(text)?.[0];
  if (condition) faults.push(`“${condition}” says what the child has. Write it without.`);
  if (LIKE_AN_NHS_NUMBER.test(text)) faults.push('A number of ten digits may be an NHS number. Take it out.');
  return faults;
}

/** The web address of a survey: https, without a name or password in it. The same for every family. */
export function isSurveyLink(link: string): boolean {
  if (!URL.canParse(link) || /\s/.test(link)) return false;
  const { protocol, username, password, hostname } = new URL(link);
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.');
}

export interface SurveyMessageFacts {
  kind: SurveyMessageKind;
  title: string;
  words: string;
  link: string;
  /** As written for people. */
  code: string;
  unitName: string;
  /** In whose hours the office answers; none when none is recorded. */
  unitNumbers: readonly UnitNumber[];
}

/** The whole message: one text for every family but for the code. Names no child. */
export function surveyMessage(facts: SurveyMessageFacts): { subject: string; text: string } {
  const reminder = facts.kind === 'reminder';
  return {
    subject: reminder ? `Reminder: ${facts.title}` : facts.title,
    text: [
      'Dear parent or carer,',
      '',
      ...(reminder
        ? ['This is the one reminder we send. If you have answered already, thank you: there is nothing to do.', '']
        : []),
      facts.words,
      '',
      `The survey is here: ${facts.link}`,
      `If it asks for a code, yours is ${facts.code}`,
      '',
      `You get this because you agreed to messages from us. ${stopWords(facts.unitNumbers)} Nothing else changes if you do.`,
      `— ${facts.unitName}. Do not reply to this address.`,
    ].join('\n'),
  };
}

function stopWords(numbers: readonly UnitNumber[]): string {
  if (numbers.length === 0) return 'To stop them, tell the unit.';
  return `To stop them, ring ${numbers.map((number) => `${number.label}, ${numberWords(number)}`).join('; or ')}.`;
}
