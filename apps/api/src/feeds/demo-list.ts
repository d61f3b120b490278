import { createDataSource } from '@shared-care/database/data-source';
import { DEMO_CHILDREN } from '@shared-care/database/demo/demo-people';
import { dayFrom } from '@shared-care/database/demo/load-demo';
import type { DataSource } from 'typeorm';
import { importList } from './import-patients';

const HEADINGS =
  'Surname,First name,DOB,Sex,Hospital No,Diagnosis,Severity,Weight (kg),Date weighed,Allergies,Product,Mode,Local hospital,Play specialist';

/** Lines that the nurse chose to bring in; the others show what else a list may hold. */
const BROUGHT_IN = [2, 3];

/**
 * A list that the demo's nurse brought in from a hospital's spreadsheet: by the steps of every list, with rows that came in,
 * one that is ready, and one for each thing that keeps a row back.
 */
export async function importDemoList(owner: DataSource, url: string): Promise<void> {
  const [{ now }] = await owner.query<[{ now: Date }]>('SELECT sec.now() AS now');
  const known = DEMO_CHILDREN.find(({ family }) => family === 'Andersson')!;
  const [{ birthDate }] = await owner.query<[{ birthDate: string }]>(
    `SELECT birth_date::text AS "birthDate" FROM patients WHERE family_name = $1 AND given_name = $2`,
    [known.family, known.given],
  );
  const day = (days: number): string => written(dayFrom(now, -days));
  const rows = [
    `Okonjo,Temi,${day(1_960)},F,MK40211,Haemophilia B,moderate,18.4,${day(33)},NKDA,,,RD816,`,
    `Vasquez,Mateo,${day(3_310)},M,MK40388,VWD,,30.2,${day(61)},Penicillin - rash,,,RD816,Sandra`,
    `Thistlewood,Rory,${day(2_700)},M,MK41027,Haemophilia A,mild,24.1,${day(12)},NKDA,Desmopressin,on demand,RD816,`,
    `${known.family},${known.given},${written(birthDate)},M,MK41106,Haemophilia B,severe,49,${day(40)},NKDA,,,RNS01,`,
    `Penrose-Vale,Isla,${day(2_201)},F,MK41533,VWD,,21.4,${day(30)},Latex,,,RD816,`,
    `Abernathy,Joss,31/02/2019,M,MK41702,Haemophilia A,severe,,,,,,RD816,`,
    `Demir,Elif,${day(1_420)},F,MK41795,Haemophilia A,mild,15.0,${day(90)},NKDA,,,Exampleton Cottage Hospital,`,
  ];
  const file = { fileName: 'Shared care list Milton Keynes.csv', bytes: Buffer.from([HEADINGS, ...rows].join('\r\n')) };
  const app = await createDataSource(url, 'app', 2).initialize();
  try {
    await importList(app, file, {
      as: 'a.boyd@example.org',
      demo: true,
      dryRun: false,
      columns: [],
      diagnosis: '',
      hospital: '',
      purpose: '',
      lines: BROUGHT_IN,
      onProgress: () => undefined,
    });
  } finally {
    await app.destroy();
  }
}

/** As a spreadsheet of the hospital writes days. */
function written(day: string): string {
  return day.split('-').reverse().join('/');
}
