import * as z from 'zod';
import { get, post } from '../route';
import { ContactSheet, CorrectionCount, CorrectionList, MyPatients } from './answers';
import { CommentOnAlert, DecideCorrection, SuggestCorrection } from './shapes';

export const myPatientRoutes = {
  list: get('my-patients', { access: ['ownPatients', 'read'], answer: MyPatients }),
  contacts: get('my-patients/contacts', { access: ['ownPatients', 'read'], answer: ContactSheet }),
  comment: post('my-patients/alerts/:id/comments', {
    access: ['ownPatients', 'comment'],
    body: CommentOnAlert,
    answer: MyPatients,
    status: 201,
  }),
  suggest: post('patients/:id/corrections', {
    access: ['correction', 'suggest'],
    body: SuggestCorrection,
    answer: z.strictObject({ id: z.string() }),
    status: 201,
  }),
  count: get('record-corrections/count', { access: ['correction', 'decide'], answer: CorrectionCount }),
  corrections: get('record-corrections', { access: ['correction', 'decide'], answer: CorrectionList }),
  decide: post('record-corrections/:id/decide', {
    access: ['correction', 'decide'],
    body: DecideCorrection,
    answer: CorrectionList,
  }),
};
