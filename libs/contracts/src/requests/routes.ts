import { get, post } from '../route';
import * as z from 'zod';
import { ReplyText, RequestDetail, RequestList, RequestReplies, RequestsOfPatient, SteppedRequests } from './answers';
import {
  AddReplyText,
  ReplyTextVersion,
  ReplyToFamily,
  SaveReplyText,
  ChangeRequest,
  NoteRequest,
  OpenRequest,
  RequestQuery,
  RequestVersion,
  SeveralRequests,
  StepRequest,
  StepRequests,
  WaitRequest,
  WaitRequests,
} from './shapes';

export const requestRoutes = {
  list: get('requests', { access: ['request', 'list'], query: RequestQuery, answer: RequestList }),
  exportList: get('requests/export', {
    access: ['request', 'list'],
    query: RequestQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  ofPatient: get('patients/:id/requests', { access: ['request', 'list'], answer: RequestsOfPatient }),
  open: post('requests', {
    access: ['request', 'open'],
    body: OpenRequest,
    answer: RequestDetail,
    status: 201,
    once: true,
  }),
  stepSeveral: post('requests/step', { access: ['request', 'work'], body: StepRequests, answer: SteppedRequests }),
  takeSeveral: post('requests/take', { access: ['request', 'work'], body: SeveralRequests, answer: SteppedRequests }),
  waitSeveral: post('requests/wait', { access: ['request', 'work'], body: WaitRequests, answer: SteppedRequests }),
  undoSeveral: post('requests/undo', { access: ['request', 'work'], body: SeveralRequests, answer: SteppedRequests }),
  detail: get('requests/:id', { access: ['request', 'read'], answer: RequestDetail }),
  step: post('requests/:id/step', { access: ['request', 'work'], body: StepRequest, answer: RequestDetail }),
  take: post('requests/:id/take', { access: ['request', 'work'], body: RequestVersion, answer: RequestDetail }),
  giveBack: post('requests/:id/give-back', {
    access: ['request', 'work'],
    body: RequestVersion,
    answer: RequestDetail,
  }),
  wait: post('requests/:id/wait', { access: ['request', 'work'], body: WaitRequest, answer: RequestDetail }),
  resume: post('requests/:id/resume', { access: ['request', 'work'], body: RequestVersion, answer: RequestDetail }),
  changeFacts: post('requests/:id/change', { access: ['request', 'work'], body: ChangeRequest, answer: RequestDetail }),
  note: post('requests/:id/notes', {
    access: ['request', 'work'],
    body: NoteRequest,
    answer: RequestDetail,
    status: 201,
  }),
  undo: post('requests/:id/undo', { access: ['request', 'work'], body: RequestVersion, answer: RequestDetail }),
  replies: get('requests/:id/replies', { access: ['request', 'read'], answer: RequestReplies }),
  reply: post('requests/:id/replies', {
    access: ['request', 'work'],
    body: ReplyToFamily,
    answer: RequestReplies,
    status: 201,
    once: true,
  }),
  replyTexts: get('reply-texts', { access: ['replyText', 'read'], answer: z.array(ReplyText) }),
  addReplyText: post('reply-texts', {
    access: ['replyText', 'write'],
    body: AddReplyText,
    answer: z.array(ReplyText),
    status: 201,
  }),
  saveReplyText: post('reply-texts/:id/text', {
    access: ['replyText', 'write'],
    body: SaveReplyText,
    answer: z.array(ReplyText),
  }),
  nextReplyText: post('reply-texts/:id/next', {
    access: ['replyText', 'write'],
    body: ReplyTextVersion,
    answer: z.array(ReplyText),
  }),
  approveReplyText: post('reply-texts/:id/approve', {
    access: ['replyText', 'approve'],
    body: ReplyTextVersion,
    answer: z.array(ReplyText),
  }),
  withdrawReplyText: post('reply-texts/:id/withdraw', {
    access: ['replyText', 'write'],
    body: ReplyTextVersion,
    answer: z.array(ReplyText),
  }),
};
