import { get } from '../route';
import { PatientList } from './answers';
import { ListPatients } from './shapes';

export const patientListRoutes = {
  list: get('patients', { access: ['patient', 'search'], query: ListPatients, answer: PatientList }),
  exportList: get('patient-list/export', {
    access: ['patient', 'export'],
    query: ListPatients,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
};
