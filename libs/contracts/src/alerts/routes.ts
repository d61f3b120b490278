import { NOTHING, get, post } from '../route';
import { AlertDetail, AlertQueue, DeliveryTrouble } from './answers';
import {
  AddLiaisonEntry,
  AlertQueueQuery,
  AlertVersion,
  AnswerChecklistItem,
  AnswerOffer,
  AwaitAlert,
  CallMade,
  CloseAlert,
  LowerTier,
  OfferAlert,
  RaiseTier,
  ReopenAlert,
  ShownAlerts,
  StrikeOutLiaisonEntry,
  WriteHandoverNote,
} from './shapes';

export const alertRoutes = {
  queue: get('alerts', { access: ['alert', 'list'], query: AlertQueueQuery, answer: AlertQueue }),
  detail: get('alerts/:id', { access: ['alert', 'read'], answer: AlertDetail }),
  acknowledge: post('alerts/:id/acknowledge', {
    access: ['alert', 'acknowledge'],
    body: AlertVersion,
    answer: AlertDetail,
  }),
  handBack: post('alerts/:id/hand-back', { access: ['alert', 'work'], body: AlertVersion, answer: AlertDetail }),
  addLiaisonEntry: post('alerts/:id/liaison-entries', {
    access: ['alert', 'work'],
    body: AddLiaisonEntry,
    answer: AlertDetail,
    status: 201,
    once: true,
  }),
  answerChecklist: post('alerts/:id/checklist', {
    access: ['alert', 'work'],
    body: AnswerChecklistItem,
    answer: AlertDetail,
  }),
  await: post('alerts/:id/await', { access: ['alert', 'work'], body: AwaitAlert, answer: AlertDetail }),
  resume: post('alerts/:id/resume', { access: ['alert', 'work'], body: AlertVersion, answer: AlertDetail }),
  close: post('alerts/:id/close', { access: ['alert', 'close'], body: CloseAlert, answer: AlertDetail }),
  reopen: post('alerts/:id/reopen', { access: ['alert', 'work'], body: ReopenAlert, answer: AlertDetail }),
  offer: post('alerts/:id/offer', { access: ['alert', 'hand_over'], body: OfferAlert, answer: AlertDetail }),
  takeBackOffer: post('alerts/:id/take-back-offer', {
    access: ['alert', 'hand_over'],
    body: AlertVersion,
    answer: AlertDetail,
  }),
  answerOffer: post('alerts/:id/answer-offer', {
    access: ['alert', 'hand_over'],
    body: AnswerOffer,
    answer: AlertDetail,
  }),
  writeHandoverNote: post('alerts/:id/handover-note', {
    access: ['alert', 'work'],
    body: WriteHandoverNote,
    answer: AlertDetail,
  }),
  raiseTier: post('alerts/:id/raise-tier', { access: ['alert', 'change_tier'], body: RaiseTier, answer: AlertDetail }),
  lowerTier: post('alerts/:id/lower-tier', { access: ['alert', 'change_tier'], body: LowerTier, answer: AlertDetail }),
};

export const deliveryRoutes = {
  trouble: get('deliveries/trouble', { access: ['delivery', 'trouble'], answer: DeliveryTrouble }),
  shown: post('deliveries/shown', { access: ['delivery', 'confirm'], body: ShownAlerts, answer: NOTHING }),
  call: post('deliveries/:id/call', { access: ['delivery', 'confirm'], body: CallMade, answer: DeliveryTrouble }),
};

export const liaisonEntryRoutes = {
  strikeOut: post('liaison-entries/:id/strike-out', {
    access: ['alert', 'work'],
    body: StrikeOutLiaisonEntry,
    answer: AlertDetail,
  }),
};
