import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import * as z from 'zod';
import { text } from './text';

export const HospitalSearch = z.strictObject({ search: text(100).default('') });
export type HospitalSearch = z.infer<typeof HospitalSearch>;

/** `hub`: the PHU's own; `shared_care`: in our network; `other`: any other site in the ODS register. */
export type NetworkRole = 'hub' | 'shared_care' | 'other';

export interface HospitalUnit {
  id: string;
  kind: UnitKind;
  name: string;
}

export interface HospitalSummary {
  id: string;
  odsCode: string;
  name: string;
  trustName: string | null;
  town: string | null;
  postcode: string | null;
  networkRole: NetworkRole;
  /** Calendar date; set when ODS lists the site as closed. */
  closedOn: string | null;
  units: HospitalUnit[];
}
