import { parse } from 'csv-parse/sync';
import { byteLines, decodeText } from './byte-lines';
import { type Cell, itemFrom, kindOf, rejected, recordFrom, UnusableRow } from './published-cells';
import type { OdsItem, OdsRecord } from './ods-record';

/** The delimiter of the NHS Choices lists. */
export const notSign = '¬';

/**
 * Every ODS extract has the same 27 columns, whatever the kind of organisation; most stay empty. Extracts up to about 2020
 * end after the 24th.
 */
export const extractColumns: readonly number[] = [27, 24];

/**
 * Cuts one line into fields. ODS rows never contain a line break, so each line is parsed alone: a quotation mark left
 * open can then swallow no row but its own.
 */
export function fieldsOf(text: string, delimiter: string): string[] {
  // Old extracts quote nothing, and a name may then contain quotation marks that mean nothing.
  const quotes = delimiter !== notSign && /(?:^|,)\s*"/.test(text);
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      quote: quotes ? '"' : null,
      record_delimiter: '\n',
      relax_column_count: true,
      trim: true,
    });
  } catch {
    rows = [];
  }
  const [fields] = rows;
  if (fields === undefined || rows.length > 1) {
    throw new UnusableRow(
      'A quotation mark is not closed, or stands in the middle of a field. Close it, or write it twice.',
    );
  }
  return fields;
}

export async function* readExtract(
  source: AsyncIterable<Uint8Array>,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<OdsItem> {
  // Only the extract of sites fills column 14, so its first filled one tells the two extracts apart.
  let fileOfTrusts = true;
  for await (const row of textLines(source, onBytes)) {
    yield itemOf(row, (text) => {
      const fields = fieldsOf(text, ',');
      if (!extractColumns.includes(fields.length)) refuseRagged(fields.length, extractColumns[0]!);
      const column = (number: number, means: string): Cell => ({
        value: fields[number - 1],
        where: `Column ${number} (${means})`,
      });
      const odsCode = column(1, 'code');
      const trustCode = column(14, 'parent code');
      if (fields[13] !== '') fileOfTrusts = false;
      return recordFrom({
        kind: kindOf(odsCode, trustCode, fileOfTrusts),
        odsCode,
        name: column(2, 'name'),
        trustCode,
        addressLines: [column(5, 'address'), column(6, 'address'), column(7, 'address')],
        town: column(8, 'town'),
        county: column(9, 'county'),
        postcode: column(10, 'postcode'),
        phone: column(18, 'telephone'),
        openedOn: column(11, 'open date'),
        closedOn: column(12, 'close date'),
      });
    });
  }
}

/** The column of each list that holds a value; a trailing star stands for any ending. */
interface ListColumns {
  odsCode: string;
  name: string;
  trustCode: string;
  addressLines: string[];
  town: string;
  county: string;
  postcode: string;
  phone: string;
}

export const siteListColumns: ListColumns = {
  odsCode: 'site_code',
  name: 'site_name',
  trustCode: 'trust_code',
  addressLines: ['address1', 'address2', 'address3'],
  town: 'town',
  county: 'county',
  postcode: 'postcode',
  // The trust's number stands beside it and is not the hospital's; the name ends with the year of the list.
  phone: 'site_phone*',
};

/** Shared by NHS Choices and the list of paediatric sites, which was made from it. */
export const nhsChoicesColumns: ListColumns = {
  odsCode: 'OrganisationCode',
  name: 'OrganisationName',
  trustCode: 'ParentODSCode',
  addressLines: ['Address1', 'Address2', 'Address3'],
  town: 'City',
  county: 'County',
  postcode: 'Postcode',
  phone: 'Phone',
};

export function siteFrom(columns: ListColumns, cell: (column: string) => Cell): OdsRecord {
  const odsCode = cell(columns.odsCode);
  const trustCode = cell(columns.trustCode);
  return recordFrom({
    kind: kindOf(odsCode, trustCode, false),
    odsCode,
    name: cell(columns.name),
    trustCode,
    addressLines: columns.addressLines.map(cell),
    town: cell(columns.town),
    county: cell(columns.county),
    postcode: cell(columns.postcode),
    phone: cell(columns.phone),
  });
}

/** Reads a list whose first line names its columns, in any order. */
export async function* readList(
  columns: ListColumns,
  source: AsyncIterable<Uint8Array>,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<OdsItem> {
  let header: { names: string[]; delimiter: string } | null = null;
  for await (const row of textLines(source, onBytes)) {
    if (header === null) {
      header = headerOf(row.text, columns);
      if (header === null) {
        yield rejected(
          row.line,
          row.text,
          `The first line should name the columns, among them "${columns.odsCode}" and "${columns.name}". ` +
            'Without it the columns cannot be told apart, so nothing was read; fetch the file again.',
        );
        return;
      }
      continue;
    }
    const { names, delimiter } = header;
    yield itemOf(row, (text) => {
      const fields = fieldsOf(text, delimiter);
      refuseRagged(fields.length, names.length);
      return siteFrom(columns, (column) => {
        const wanted = column.toLowerCase();
        const at = names.findIndex((name) =>
          wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted,
        );
        return { value: fields[at], where: `Column "${column.replace('*', '')}"` };
      });
    });
  }
}

function headerOf(text: string, columns: ListColumns): { names: string[]; delimiter: string } | null {
  const delimiter = text.includes(notSign) ? notSign : ',';
  try {
    const names = fieldsOf(text, delimiter).map((name) => name.toLowerCase());
    const complete = [columns.odsCode, columns.name].every((name) => names.includes(name.toLowerCase()));
    return complete ? { names, delimiter } : null;
  } catch {
    return null;
  }
}

function refuseRagged(found: number, expected: number): void {
  if (found === expected) return;
  throw new UnusableRow(
    `The row has ${found} columns where ${expected} are expected. ` +
      'Usually a comma stands in a field without quotation marks, or the row was cut short.',
  );
}

interface TextLine {
  line: number;
  text: string;
  tooLong: boolean;
}

async function* textLines(
  source: AsyncIterable<Uint8Array>,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<TextLine> {
  for await (const { line, bytes, tooLong } of byteLines(source, onBytes)) {
    const text = decodeText(bytes);
    if (text.trim() !== '') yield { line, text, tooLong };
  }
}

function itemOf(row: TextLine, read: (text: string) => OdsRecord): OdsItem {
  return itemFrom(
    row.line,
    () => row.text,
    () => {
      if (row.tooLong) {
        throw new UnusableRow('The line is far longer than any row. Line ends are missing; fetch the file again.');
      }
      return read(row.text);
    },
  );
}
