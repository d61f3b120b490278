import { nhsNumberIsValid } from './nhs-number';
import type { RequestType } from './request-states';

/** Words by which an email gives away what it asks for. The person who files it always confirms. */
const SIGNS: readonly [RequestType, RegExp][] = [
  [
    'repeat_prescription',
    /\b(prescri\w*|repeat|tto|run(ning)? (out|low)|more (factor|supplies|needles|medicine)|medicines?)\b/gi,
  ],
  ['dental_advice', /\b(dent\w*|tooth|teeth|extract\w*|filling|orthodont\w*|brace)\b/gi],
  ['vaccination_question', /\b(vaccin\w*|immunis\w*|jab|jabs|mmr|booster|flu)\b/gi],
  ['psychology', /\b(psycholog\w*|anxi\w*|worried about needles|needle phobia|low mood|counsell\w*)\b/gi],
  ['financial_help', /\b(dla|benefits?|allowance|parking costs?|travel costs?|financ\w*|grant|carer'?s)\b/gi],
  ['local_support', /\b(community nurses?|port access|school nurse|local (team|hospital)|treatment at school)\b/gi],
];

export interface GuessedRequest {
  type: RequestType;
  /** A valid NHS number found in the text, to look the child up by. */
  nhsNumber: string | null;
}

/** What an email's text seems to ask for: the type with most signs, a general question when there is none. */
export function guessRequest(text: string): GuessedRequest {
  const counted = SIGNS.map(([type, sign]) => ({ type, signs: text.match(sign)?.length ?? 0 }));
  const best = counted.reduce((one, other) => (other.signs > one.signs ? other : one));
  return { type: best.signs > 0 ? best.type : 'general', nhsNumber: nhsNumberIn(text) };
}

function nhsNumberIn(text: string): string | null {
  const candidates = [...text.matchAll(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g)].map(([found]) =>
    found.replaceAll(/[ -]/g, ''),
  );
  return candidates.find(nhsNumberIsValid) ?? null;
}
