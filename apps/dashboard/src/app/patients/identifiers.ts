import type { AttendanceSheet } from '@shared-care/contracts/attendances/shapes';

/** What a caller may say back, so that two of them tell which child it is (H5). */
export type Identifier = keyof AttendanceSheet['saidBack'];

export const NOTHING_SAID_BACK: Readonly<Record<Identifier, boolean>> = {
  birth_date: false,
  nhs_number: false,
  hospital_number: false,
  family_name: false,
};
