import { get, post } from '../route';
import { PatientTreatments, TreatmentDetail, TreatmentList } from './answers';
import {
  AddTreatment,
  BeginTreatmentWords,
  ChangeTreatment,
  RecordTreatment,
  RestoreTreatment,
  SaveTreatmentWords,
  StrikeOutTreatment,
  TreatmentVersion,
  WithdrawTreatmentWords,
} from './shapes';

export const treatmentRoutes = {
  list: get('treatments', { access: ['treatment', 'read'], answer: TreatmentList }),
  detail: get('treatments/:id', { access: ['treatment', 'read'], answer: TreatmentDetail }),
  add: post('treatments', { access: ['treatment', 'write'], body: AddTreatment, answer: TreatmentDetail }),
  begin: post('treatment-words', {
    access: ['treatment', 'write'],
    body: BeginTreatmentWords,
    answer: TreatmentDetail,
  }),
  save: post('treatment-words/:id', {
    access: ['treatment', 'write'],
    body: SaveTreatmentWords,
    answer: TreatmentDetail,
  }),
  discard: post('treatment-words/:id/discard', {
    access: ['treatment', 'write'],
    body: TreatmentVersion,
    answer: TreatmentDetail,
  }),
  approve: post('treatment-words/:id/approve', {
    access: ['treatment', 'approve'],
    body: TreatmentVersion,
    answer: TreatmentDetail,
  }),
  withdraw: post('treatment-words/:id/withdraw', {
    access: ['treatment', 'approve'],
    body: WithdrawTreatmentWords,
    answer: TreatmentDetail,
  }),
  ofPatient: get('patients/:id/treatments', { access: ['patientTreatment', 'read'], answer: PatientTreatments }),
  record: post('patients/:id/treatments', {
    access: ['patientTreatment', 'change'],
    body: RecordTreatment,
    answer: PatientTreatments,
  }),
  changeOne: post('patient-treatments/:id', {
    access: ['patientTreatment', 'change'],
    body: ChangeTreatment,
    answer: PatientTreatments,
  }),
  strikeOut: post('patient-treatments/:id/strike-out', {
    access: ['patientTreatment', 'change'],
    body: StrikeOutTreatment,
    answer: PatientTreatments,
  }),
  restore: post('patient-treatments/:id/restore', {
    access: ['patientTreatment', 'change'],
    body: RestoreTreatment,
    answer: PatientTreatments,
  }),
};
