import { get, post } from '../route';
import { MergeBoard, MergeDetail, MergePreview } from './answers';
import { ConfirmMerge, EndMerge, ProposeMerge, TwoRecords } from './shapes';

export const mergeRoutes = {
  board: get('merges', { access: ['merge', 'read'], answer: MergeBoard }),
  preview: post('merges/preview', { access: ['merge', 'propose'], body: TwoRecords, answer: MergePreview }),
  propose: post('merges', { access: ['merge', 'propose'], body: ProposeMerge, answer: MergeDetail, status: 201 }),
  detail: get('merges/:id', { access: ['merge', 'read'], answer: MergeDetail }),
  confirm: post('merges/:id/confirm', { access: ['merge', 'decide'], body: ConfirmMerge, answer: MergeDetail }),
  decline: post('merges/:id/decline', { access: ['merge', 'decide'], body: EndMerge, answer: MergeDetail }),
  undo: post('merges/:id/undo', { access: ['merge', 'decide'], body: EndMerge, answer: MergeDetail }),
};
