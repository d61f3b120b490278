/** "Dr T Adeyemi" as TA, "A Boyd" as AB: what stands in a disc of two letters. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && !/^(dr|prof|mr|mrs|ms|miss)\.?$/i.test(word));
  const letters = words.length > 2 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...word!][0] ?? '')
    .join('')
    .toLocaleUpperCase('en-GB');
}

const HUES = 6;

/** One of six pale hues, always the same for one person; none can be taken for a tier. */
export function hueOf(key: string): number {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)!) % 9973;
  return (sum % HUES) + 1;
}
