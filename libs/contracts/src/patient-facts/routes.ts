import { get, post } from '../route';
import { PatientFacts } from './answers';
import { AddInhibitorResult, AddWeight, ChangeFacts, StrikeOut } from './shapes';

export const factRoutes = {
  facts: get('patients/:id/facts', { access: ['patient', 'read'], answer: PatientFacts }),
  change: post('patients/:id/facts', { access: ['patient', 'change'], body: ChangeFacts, answer: PatientFacts }),
  weight: post('patients/:id/weights', { access: ['patient', 'change'], body: AddWeight, answer: PatientFacts }),
  inhibitor: post('patients/:id/inhibitor-results', {
    access: ['patient', 'change'],
    body: AddInhibitorResult,
    answer: PatientFacts,
  }),
  strike: post('fact-entries/:id/strike-out', { access: ['patient', 'change'], body: StrikeOut, answer: PatientFacts }),
};
