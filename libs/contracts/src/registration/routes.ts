import * as z from 'zod';
import { post } from '../route';
import { StrikeOut } from '../patient-facts/shapes';
import { RegisteredPatient, SimilarPatients } from './answers';
import { RegisterPatient, SimilarQuery } from './shapes';

export const registrationRoutes = {
  similar: post('patients/similar', { access: ['patient', 'register'], body: SimilarQuery, answer: SimilarPatients }),
  register: post('patients', {
    access: ['patient', 'register'],
    body: RegisterPatient,
    answer: RegisteredPatient,
    status: 201,
  }),
  strikeOut: post('patients/:id/strike-out', {
    access: ['patient', 'register'],
    body: StrikeOut,
    answer: z.strictObject({ patientId: z.string() }),
  }),
};
