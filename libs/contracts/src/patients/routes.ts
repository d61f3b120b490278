import { get, post } from '../route';
import { PatientPage, PatientSearchAnswer } from './answers';
import { PatientSearch } from './shapes';

export const patientRoutes = {
  search: post('patients/search', { access: ['patient', 'search'], body: PatientSearch, answer: PatientSearchAnswer }),
  page: get('patients/:id', { access: ['patient', 'read'], answer: PatientPage }),
};
