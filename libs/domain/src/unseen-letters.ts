/** Stands where a letter is that cannot be seen, or that turns the order in which the others are read. */
export const UNSEEN_MARK = '▯';

// A blank of Braille and the fillers of Hangul look like spaces, and no rule of Unicode calls them so.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u{2800}]/gu;
/** Joins and parts letters in Persian and the scripts of India; beside a Latin letter it only hides. */
const JOINER = /[\u{200C}\u{200D}]/u;
const JOINED_SCRIPT =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]\p{M}*$/u;

/** Two names that look the same to a reader are not the same when one of them holds such a letter. */
export function hasUnseenLetters(text: string): boolean {
  return markUnseen(text) !== text;
}

/** The text with each letter that a reader cannot see as {@link UNSEEN_MARK}. */
export function markUnseen(text: string): string {
  return text.replace(UNSEEN, (letter, at: number) =>
    JOINER.test(letter) && JOINED_SCRIPT.test(text.slice(0, at)) ? letter : UNSEEN_MARK,
  );
}
