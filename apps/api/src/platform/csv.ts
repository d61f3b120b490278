import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { stringify } from 'csv-stringify/sync';

/** A file has every row of what is filtered: a list that was cut would read as if there were no more. */
export const WHOLE = { page: 1, rows: 2_147_483_647 } as const;

/** The head of each column, and what a row has in it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

/** A cell that a spreadsheet would run as a formula gets a quote in front: some of this was typed by people. */
export function csvOf<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  return stringify(
    rows.map((row) => Object.values(columns).map((cell) => cell(row))),
    {
      header: true,
      bom: true,
      escape_formulas: true,
      record_delimiter: '\r\n',
      columns: Object.keys(columns).map((header) => ({ key: header, header })),
    },
  );
}

/** By which a child is told in a file, as on every list. */
export const OF_CHILD: Columns<{ patient: PatientIdentity }> = {
  'Family name': ({ patient }) => patient.familyName,
  'Given name': ({ patient }) => patient.givenName,
  Born: ({ patient }) => patient.birthDate,
  'NHS number': ({ patient }) => patient.nhsNumber,
  'Hospital number': ({ patient }) => patient.hospitalNumber,
};
