import { Buffer, isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { decodeText } from '../ods/byte-lines';
import { LONGEST_CELL, UnreadableList, type TableRow } from './patient-table';
import type { RawRows } from './read-table';

/** Text with a comma, a semicolon or a tab between cells, in the encodings that spreadsheets write. */
export function readCsvRows(bytes: Buffer): RawRows {
  const notes: string[] = [];
  const text = decode(bytes, notes);
  const delimiter = delimiterOf(text);
  try {
    return { kind: 'csv', notes, broken: [], rows: whole(text, delimiter) };
  } catch (error) {
    if (error instanceof UnreadableList) throw error;
    // A quotation mark that is left open would swallow the rest: then each line stands for itself.
    notes.push('A quotation mark is not closed somewhere, so each line is read by itself.');
    return { kind: 'csv', notes, ...lineByLine(text, delimiter) };
  }
}

function decode(bytes: Buffer, notes: string[]): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return plain(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return plain(new TextDecoder('utf-16be').decode(bytes));
  if (bytes.includes(0)) {
    throw new UnreadableList('This is not a CSV or XLSX file. Save the list as one of these and send it again.');
  }
  if (isUtf8(bytes)) return plain(bytes.toString('utf8'));
  notes.push('The file is not UTF-8; it is read as ISO-8859-1. Check names with accents.');
  return plain(
    lines(bytes.toString('latin1'))
      .map((line) => decodeText(Buffer.from(line, 'latin1')))
      .join('\n'),
  );
}

function plain(text: string): string {
  const unmarked = text.replace(/^\u{feff}/u, '');
  return unmarked.includes('\n') ? unmarked : unmarked.replaceAll('\r', '\n');
}

function lines(text: string): string[] {
  return text.split(/\r\n|\n/);
}

function delimiterOf(text: string): string {
  const [first = ''] = lines(text).filter((line) => line.trim() !== '');
  const [best] = [',', ';', '\t']
    .map((sign) => ({ sign, times: first.split(sign).length }))
    .sort((one, other) => other.times - one.times);
  return best!.sign;
}

const options = (delimiter: string) => ({
  delimiter,
  quote: '"',
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  skip_empty_lines: false,
});

function whole(text: string, delimiter: string): TableRow[] {
  const found = parse(text, { ...options(delimiter), info: true }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  let last = 0;
  return found.map(({ record, info }) => {
    const within = record.reduce((sum, cell) => sum + cell.split(/\r\n|\n/).length - 1, 0);
    // The parser counts the line that a row ends in, or the one after it at the end of the file.
    const line = Math.max(last + 1, info.lines - within);
    last = line + within;
    return { line, cells: record.map(tidy) };
  });
}

function lineByLine(text: string, delimiter: string): Pick<RawRows, 'rows' | 'broken'> {
  const rows: TableRow[] = [];
  const broken: RawRows['broken'] = [];
  for (const [index, line] of lines(text).entries()) {
    const cells = cellsOf(line, delimiter);
    if (cells) rows.push({ line: index + 1, cells });
    else
      broken.push({ line: index + 1, because: 'A quotation mark is not closed, or stands in the middle of a cell.' });
  }
  return { rows, broken };
}

function cellsOf(line: string, delimiter: string): string[] | null {
  try {
    const [cells = []] = parse(line, options(delimiter));
    return cells.map(tidy);
  } catch (error) {
    if (error instanceof UnreadableList) throw error;
    return null;
  }
}

/** Blanks around a cell mean nothing; a no-break space is a blank. */
export function tidy(cell: string): string {
  const text = cell.replaceAll('\u00a0', ' ').trim();
  if (text.length > LONGEST_CELL) {
    throw new UnreadableList(
      `A cell holds more than ${LONGEST_CELL} characters. Rows have run together; save the list again.`,
    );
  }
  return text;
}
