import type { ListPatients } from '@shared-care/contracts/patient-list/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { DIAGNOSES, INHIBITOR_STATES, SEVERITIES } from '@shared-care/domain/patient-facts';
import { csvOf, OF_CHILD, WHOLE } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { listPatients } from './list-patients';

/** Every child who matches, for a spreadsheet; taking it away is recorded. */
export async function exportPatients(tx: Tx, user: CurrentUser, asked: ListPatients): Promise<string> {
  const { rows } = await listPatients(tx, user, { ...asked, ...WHOLE }, 'export');
  return csvOf(rows, {
    ...OF_CHILD,
    Diagnosis: ({ risks }) => DIAGNOSES[risks.diagnosis],
    Severity: ({ risks }) => SEVERITIES[risks.severity],
    Inhibitor: ({ risks }) => INHIBITOR_STATES[risks.inhibitor],
    Hospital: ({ usualHospital }) => usualHospital?.name ?? null,
    'Open access': ({ openAccess }) => (openAccess === null ? null : OPEN_ACCESS_VALIDITIES[openAccess.validity]),
    'Open access, review by': ({ openAccess }) => openAccess?.reviewBy ?? null,
    'Approved plan, version': ({ plan }) => plan?.version ?? null,
    'Approved plan, review by': ({ plan }) => plan?.reviewBy ?? null,
    'Last attendance (UTC)': ({ lastAttendance }) =>
      lastAttendance === null ? null : new Date(lastAttendance.arrivedAt).toISOString(),
  });
}
