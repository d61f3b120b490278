import * as z from 'zod';
import { get, post } from '../route';
import {
  BatchPreview,
  CheckedCode,
  EmergencyAdvice,
  Letter,
  LetterBatch,
  LetterBatchDetail,
  LetterInList,
  LetterPreview,
  LetterTemplate,
} from './answers';
import {
  AskBatch,
  BeginTemplate,
  CancelBatch,
  IssueLetter,
  LetterCode,
  PreviewBatch,
  PreviewLetter,
  SaveTemplate,
  TemplateVersion,
  WithdrawLetter,
} from './shapes';

export const letterRoutes = {
  check: get('letters/check/:code', {
    access: { open: 'the holder of the paper may ask whether it is still current; the answer names no person' },
    params: { code: LetterCode },
    answer: CheckedCode,
  }),
  advice: get('emergency-advice', { access: ['emergencyAdvice', 'read'], answer: EmergencyAdvice }),
  ofPatient: get('patients/:id/letters', { access: ['letter', 'read'], answer: z.array(LetterInList) }),
  preview: post('letters/preview', { access: ['letter', 'issue'], body: PreviewLetter, answer: LetterPreview }),
  issue: post('letters', { access: ['letter', 'issue'], body: IssueLetter, answer: Letter, status: 201, once: true }),
  letter: get('letters/:id', { access: ['letter', 'read'], answer: Letter }),
  pdf: get('letters/:id/pdf', { access: ['letter', 'read'], answer: { file: 'application/pdf' } }),
  withdraw: post('letters/:id/withdraw', { access: ['letter', 'issue'], body: WithdrawLetter, answer: Letter }),
  templates: get('letter-templates', { access: ['letter', 'read'], answer: z.array(LetterTemplate) }),
  beginTemplate: post('letter-templates', {
    access: ['letter', 'write_template'],
    body: BeginTemplate,
    answer: z.array(LetterTemplate),
  }),
  saveTemplate: post('letter-templates/:id/text', {
    access: ['letter', 'write_template'],
    body: SaveTemplate,
    answer: z.array(LetterTemplate),
  }),
  approveTemplate: post('letter-templates/:id/approve', {
    access: ['letter', 'approve_template'],
    body: TemplateVersion,
    answer: z.array(LetterTemplate),
  }),
  batches: get('letter-batches', { access: ['letter', 'read'], answer: z.array(LetterBatch) }),
  previewBatch: post('letter-batches/preview', {
    access: ['letter', 'issue'],
    body: PreviewBatch,
    answer: BatchPreview,
  }),
  askBatch: post('letter-batches', {
    access: ['letter', 'issue'],
    body: AskBatch,
    answer: LetterBatchDetail,
    status: 201,
  }),
  batch: get('letter-batches/:id', { access: ['letter', 'read'], answer: LetterBatchDetail }),
  cancel: post('letter-batches/:id/cancel', {
    access: ['letter', 'issue'],
    body: CancelBatch,
    answer: LetterBatchDetail,
  }),
  batchPdf: get('letter-batches/:id/pdf', { access: ['letter', 'read'], answer: { file: 'application/pdf' } }),
};
