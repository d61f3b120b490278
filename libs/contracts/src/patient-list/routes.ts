import { get } from '../route';
import { PatientList } from './answers';
import { ListPatients } from './shapes';

export const patientListRoutes = {
  list: get('patients', { access: ['patient', 'search'], query: ListPatients, answer: PatientList }),
};
