import { Buffer } from 'node:buffer';

export interface ByteLine {
  /** From 1. */
  line: number;
  bytes: Uint8Array;
  /** True when the line was longer than any published row; `bytes` then holds only its beginning. */
  tooLong: boolean;
}

/** The longest published row is under 1 kB. A limit keeps a file without line ends from filling the memory. */
export const longestLine = 64 * 1024;

const newline = 0x0a;

/**
 * Cuts a stream of bytes into lines (LF or CRLF) while holding one line and one piece of the file at most.
 * `onBytes` hears the bytes consumed so far, after the lines of each piece have been taken.
 */
export async function* byteLines(
  source: AsyncIterable<Uint8Array>,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<ByteLine> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let line = 1;
  let consumed = 0;

  const keep = (piece: Uint8Array): void => {
    const room = longestLine - held;
    if (room > 0 && piece.length > 0) pieces.push(piece.subarray(0, room));
    held += piece.length;
  };
  const take = (): ByteLine => {
    const taken = { line: line++, bytes: Buffer.concat(pieces), tooLong: held > longestLine };
    pieces = [];
    held = 0;
    return taken;
  };

  for await (const chunk of source) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end));
      from = end + 1;
      yield take();
    }
    keep(chunk.subarray(from));
    consumed += chunk.length;
    onBytes?.(consumed);
  }
  if (held > 0) yield take();
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// Windows-1252 is ISO-8859-1 with letters where that has control codes; files called ISO-8859-1 mostly are this.
const western = new TextDecoder('windows-1252');

/** Older extracts are ISO-8859-1 and newer ones UTF-8; deciding by line keeps one odd byte from spoiling the file. */
export function decodeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    text = western.decode(bytes);
  }
  return text.replace(/^\u{feff}/u, '').replace(/\r+$/, '');
}
