import type { AttendanceSheet } from '@shared-care/contracts/attendances/shapes';
import type { TestApp } from './test-app';

/** Something asked for about the alert that waits for a second person. */
export async function correctionOf(app: TestApp, alertId: string): Promise<string> {
  await app.sql(
    `INSERT INTO alert_corrections (alert_id, kind, reason, needs, asked_by)
     SELECT $1, 'entered_in_error', 'It was a test.', 'second_person', id FROM users WHERE email = 'k.shah@example.org'
     ON CONFLICT DO NOTHING`,
    [alertId],
  );
  const [found] = await app.sql<{ id: string }>(
    'SELECT id FROM alert_corrections WHERE alert_id = $1 AND answer IS NULL',
    [alertId],
  );
  return found!.id;
}

/** A sheet of the quick log half filled in. */
export function sheetOf(patientId: string, hospitalId: string): AttendanceSheet {
  return {
    patientId,
    similarNameSettled: true,
    saidBack: { birth_date: true, nhs_number: false, hospital_number: false, family_name: false },
    withoutMatch: false,
    name: 'Boy, perhaps Lund',
    birthDate: '5/4/2019',
    phone: '01632 960111',
    hospitalId,
    unlisted: false,
    unlistedKind: 'abroad',
    unlistedName: 'Rikshospitalet',
    unlistedPlace: 'Oslo',
    unlistedPhone: '+47 23 07 00 00',
    unitKind: 'ed',
    arrival: 'minutes',
    minutesAgo: '30',
    arrivedOn: '10/3/2026',
    arrivedTime: '10:30',
    reason: 'bleeding',
    bleedSite: 'mouth',
    toldBy: 'mother',
    callBack: '01632 960777',
    reportedOn: '10/3/2026',
    reportedTime: '10:58',
    left: false,
    leftOn: '10/3/2026',
    leftTime: '10:50',
    stillUnwell: false,
    admittedOrTransferred: false,
    apccMentioned: false,
    adviceSought: '',
    invasiveProcedure: false,
    treated: true,
    treatedOn: '10/3/2026',
    treatedTime: '10:40',
    product: 'FVIII',
    note: 'Rang from the car.',
    foundLater: false,
  };
}
