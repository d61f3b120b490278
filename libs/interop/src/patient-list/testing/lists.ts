import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import type { ColumnMapping, Constants } from '@shared-care/domain/patient-list';
import { guessMapping } from '../columns';
import { duplicatesIn } from '../duplicates';
import type { PatientTable } from '../patient-table';
import { readRow, type ListedChild } from '../read-row';
import { readPatientTable } from '../read-table';

const CLASS = join(import.meta.dirname, 'class');
export const TODAY = '2026-03-10';

export function classLists(): string[] {
  return readdirSync(CLASS).sort();
}

export function classList(name: string): Buffer {
  return readFileSync(join(CLASS, name));
}

export async function tableOf(content: string | Buffer): Promise<PatientTable> {
  const read = await readPatientTable(typeof content === 'string' ? Buffer.from(content) : content);
  if (!read.ok) throw new Error(read.because);
  return read.table;
}

export async function refusalOf(content: string | Buffer): Promise<string> {
  const read = await readPatientTable(typeof content === 'string' ? Buffer.from(content) : content);
  return read.ok ? 'was read' : read.because;
}

export async function childrenOf(
  content: string | Buffer,
  constants: Constants = {},
  mapping?: ColumnMapping,
): Promise<ListedChild[]> {
  const table = await tableOf(content);
  return table.rows.map((row) => readRow(row, mapping ?? guessMapping(table.headings), constants, TODAY));
}

/** For each line what a person is told before the register is asked. */
export async function outcomes(content: string | Buffer, constants: Constants): Promise<Record<number, string>> {
  const children = await childrenOf(content, constants);
  const doubled = duplicatesIn(children);
  return Object.fromEntries(
    children.map(({ line, problems }) => {
      const { sameAs, clash } = doubled.get(line) ?? {};
      const told = [...problems, ...(clash ? [clash] : []), ...(sameAs ? [`The same child as line ${sameAs}.`] : [])];
      return [line, told.join(' ') || 'ready'];
    }),
  );
}

export async function workbook(data: SheetData): Promise<Buffer> {
  return writeXlsxFile(data).toBuffer();
}
