/** One error of a signal form, as far as its words go. */
export interface FieldError {
  readonly kind: string;
  readonly message?: string | undefined;
}

/** For errors which come without words: those of Material, and the plain rules of signal forms. */
const WORDS: Readonly<Record<string, string>> = {
  required: 'Fill this in.',
  matDatepickerParse: 'Type a date that exists, for example 5/4/2027.',
  matDatepickerMin: 'This date is too early.',
  matDatepickerMax: 'This date is too late.',
  minDate: 'This date is too early.',
  maxDate: 'This date is too late.',
  matTimepickerParse: 'Type a time, for example 14:30.',
  min: 'This is too low.',
  max: 'This is too high.',
  minLength: 'This is too short.',
  maxLength: 'This is too long.',
  email: 'Type an email address, for example name@example.org.',
  pattern: 'This is not written as it must be.',
};
/** The same mistake, found twice under two names; of each pair the second is dropped. */
const SAME: readonly (readonly [string, string])[] = [
  ['date', 'required'],
  ['matDatepickerParse', 'required'],
  ['matTimepickerParse', 'required'],
  ['minDate', 'matDatepickerMin'],
  ['maxDate', 'matDatepickerMax'],
];

/** What is wrong with a field, each thing once; words of the form come before ours. */
export function errorWords(errors: readonly FieldError[]): string[] {
  const kinds = new Set(errors.map((error) => error.kind));
  const dropped = new Set(SAME.filter(([kept]) => kinds.has(kept)).map(([, twin]) => twin));
  const words = errors
    .filter((error) => !dropped.has(error.kind))
    .map((error) => error.message ?? WORDS[error.kind] ?? 'This cannot be right.');
  return [...new Set(words)];
}
