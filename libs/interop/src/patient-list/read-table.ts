import type { Buffer } from 'node:buffer';
import { columnsNamed } from './columns';
import { readCsvRows } from './read-csv-rows';
import { isZip, readXlsxRows } from './read-xlsx-rows';
import {
  LARGEST_FILE,
  MOST_COLUMNS,
  MOST_ROWS,
  UnreadableList,
  type PatientTable,
  type TableReading,
  type TableRow,
} from './patient-table';

/** Before cutting: rows with their lines, and what was odd. */
export interface RawRows {
  kind: PatientTable['kind'];
  rows: TableRow[];
  broken: PatientTable['broken'];
  notes: string[];
}

/** Reads any bytes as a list of children; no content makes it throw. */
export async function readPatientTable(bytes: Buffer): Promise<TableReading> {
  try {
    if (bytes.length === 0) throw new UnreadableList('The file is empty.');
    if (bytes.length > LARGEST_FILE) throw new UnreadableList('The file is larger than 5 MB. Send it in parts.');
    const raw = isZip(bytes) ? await readXlsxRows(bytes) : readCsvRows(bytes);
    return { ok: true, table: tableFrom(raw) };
  } catch (error) {
    if (error instanceof UnreadableList) return { ok: false, because: error.message };
    throw error;
  }
}

function tableFrom({ kind, rows, broken, notes }: RawRows): PatientTable {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const at = headingAt(filled);
  const heading = filled[at];
  if (!heading) throw new UnreadableList('No row with headings was found. Name the columns in the first row.');
  const headings = trimmedRight(heading.cells).map((text) => text.replace(/\s+/gu, ' '));
  if (headings.length > MOST_COLUMNS) {
    throw new UnreadableList(`The file has ${headings.length} columns; ${MOST_COLUMNS} are the most that are read.`);
  }
  const body = filled.slice(at + 1);
  if (body.length > MOST_ROWS) {
    throw new UnreadableList(
      `The file has ${body.length} rows; ${MOST_ROWS} are the most that are read. Send it in parts.`,
    );
  }
  const table: PatientTable = { kind, headingLine: heading.line, headings, rows: [], broken, notes: [...notes] };
  if (at > 0) table.notes.push(`The headings are in line ${heading.line}. What stands above them is not read.`);
  for (const [index, row] of body.entries()) {
    if (index < 3 && isInstruction(row.cells)) {
      table.notes.push(`Line ${row.line} tells how to fill in the list and is not read.`);
    } else if (row.cells.slice(headings.length).some((cell) => cell !== '')) {
      table.broken.push({
        line: row.line,
        because: `The row has more cells than there are headings (${headings.length}). Check that no column has shifted.`,
      });
    } else {
      table.rows.push({ line: row.line, cells: headings.map((_, column) => row.cells[column] ?? '') });
    }
  }
  const blank = rows.filter(({ line, cells }) => line > heading.line && cells.every((cell) => cell === '')).length;
  if (blank > 0) table.notes.push(blank === 1 ? '1 blank row is not read.' : `${blank} blank rows are not read.`);
  return table;
}

/** Lists often carry a title above their headings: the row that names most of what we know wins, else the first. */
function headingAt(rows: TableRow[]): number {
  const known = rows.slice(0, 10).map(({ cells }) => columnsNamed(cells));
  const most = Math.max(0, ...known);
  return most < 2 ? 0 : known.indexOf(most);
}

const INSTRUCTION = /^(?:required|optional|mandatory|must be|e\.g\.|example:)\b|^dd?[/.-]mm?[/.-]yy(?:yy)?$/i;

function isInstruction(cells: string[]): boolean {
  return cells.some((cell) => INSTRUCTION.test(cell));
}

function trimmedRight(cells: string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
