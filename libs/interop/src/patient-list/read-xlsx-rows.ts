import type { Buffer } from 'node:buffer';
import readXlsxFile, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import { MOST_COLUMNS, MOST_ROWS, UnreadableList } from './patient-table';
import { tidy } from './read-csv-rows';
import type { RawRows } from './read-table';
import { plainZip, unpack } from './zip';

export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 2).toString('latin1') === 'PK';
}

/**
 * The first sheet with anything on it. What is a formula is read as the value it had when the file was saved; macros,
 * links and pictures are not looked at.
 */
export async function readXlsxRows(bytes: Buffer): Promise<RawRows> {
  const parts = unpack(bytes, (name) => name.endsWith('.xml') || name.endsWith('.xml.rels'));
  for (const [name, content] of parts) {
    if (/^xl\/worksheets\//.test(name)) refuseFarCells(content);
  }
  const sheets = await read(plainZip(parts));
  const [sheet, ...more] = sheets.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
  if (!sheet) throw new UnreadableList('No sheet of this workbook has anything on it.');
  return {
    kind: 'xlsx',
    broken: [],
    notes: [
      ...(more.length > 0 ? [`Only the sheet “${sheet.sheet}” is read; ${more.length} more are not.`] : []),
      ...halfTurnedDates(sheet.data),
    ],
    rows: sheet.data.map((row, index) => ({ line: index + 1, cells: row.map(inText) })),
  };
}

async function read(zip: Buffer): ReturnType<typeof readXlsxFile<string>> {
  try {
    return await readXlsxFile<string>(zip, { trim: false, parseNumber: (text) => text });
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError || error instanceof Error) {
      throw new UnreadableList('This workbook cannot be read. Save it again as XLSX or CSV, and send that.');
    }
    throw error;
  }
}

/** One cell at the far end of a sheet would make the reader fill all the rows and columns before it. */
function refuseFarCells(xml: Buffer): void {
  for (const [, column, row] of xml.toString('latin1').matchAll(/\br="([A-Z]{1,4})?(\d{1,9})"/g)) {
    if (Number(row) > MOST_ROWS + 50 || (column && columnNumber(column) > MOST_COLUMNS)) {
      throw new UnreadableList(
        `The sheet has cells past row ${MOST_ROWS} or past column ${MOST_COLUMNS}. Delete what is out there, or send it in parts.`,
      );
    }
  }
}

/**
 * A spreadsheet with American settings makes 04/03/2010 a date in April and leaves 13/03/2010 as text: a column with
 * dates of both kinds has most likely been through one.
 */
function halfTurnedDates(rows: readonly (readonly unknown[])[]): string[] {
  const kinds = new Map<number, { dates: number; texts: number }>();
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const isDate = cell instanceof Date;
      if (!isDate && !(typeof cell === 'string' && /^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s*$/.test(cell))) continue;
      const seen = kinds.get(column) ?? { dates: 0, texts: 0 };
      seen[isDate ? 'dates' : 'texts']++;
      kinds.set(column, seen);
    }
  }
  return [...kinds]
    .filter(([, { dates, texts }]) => dates > 0 && texts > 0)
    .map(
      ([column, { dates, texts }]) =>
        `In column ${columnLetters(column)} ${dates} dates are date cells and ${texts} are text. A spreadsheet with American settings ` +
        'turns day and month of the former round: check some against another source.',
    );
}

function columnLetters(column: number): string {
  const before = Math.floor(column / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function inText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A day without an hour: the reader gives midnight of UTC.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  const text = tidy(String(cell as string));
  // Long numbers may be stored as 9.990000026E9.
  return /^\d(?:\.\d+)?E\d{1,2}$/i.test(text) ? String(Number(text)) : text;
}
