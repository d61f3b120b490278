import { NOTHING, get, post } from '../route';
import { AlertDetail, AlertQueue, AlertStep, DeliveryTrouble, LiaisonStep } from './answers';
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
  TakeBackCall,
  StrikeOutLiaisonEntry,
  WriteHandoverNote,
} from './shapes';

export const alertRoutes = {
  queue: get('alerts', { access: ['alert', 'list'], query: AlertQueueQuery, answer: AlertQueue }),
  detail: get('alerts/:id', { access: ['alert', 'read'], answer: AlertDetail }),
  acknowledge: post('alerts/:id/acknowledge', {
    access: ['alert', 'acknowledge'],
    body: AlertVersion,
    answer: AlertStep,
  }),
  handBack: post('alerts/:id/hand-back', { access: ['alert', 'work'], body: AlertVersion, answer: AlertStep }),
  addLiaisonEntry: post('alerts/:id/liaison-entries', {
    access: ['alert', 'work'],
    body: AddLiaisonEntry,
    answer: LiaisonStep,
    status: 201,
    once: true,
  }),
  answerChecklist: post('alerts/:id/checklist', {
    access: ['alert', 'work'],
    body: AnswerChecklistItem,
    answer: AlertStep,
  }),
  await: post('alerts/:id/await', { access: ['alert', 'work'], body: AwaitAlert, answer: AlertStep }),
  resume: post('alerts/:id/resume', { access: ['alert', 'work'], body: AlertVersion, answer: AlertStep }),
  close: post('alerts/:id/close', { access: ['alert', 'close'], body: CloseAlert, answer: AlertStep }),
  reopen: post('alerts/:id/reopen', { access: ['alert', 'work'], body: ReopenAlert, answer: AlertStep }),
  offer: post('alerts/:id/offer', { access: ['alert', 'hand_over'], body: OfferAlert, answer: AlertStep }),
  takeBackOffer: post('alerts/:id/take-back-offer', {
    access: ['alert', 'hand_over'],
    body: AlertVersion,
    answer: AlertStep,
  }),
  answerOffer: post('alerts/:id/answer-offer', {
    access: ['alert', 'hand_over'],
    body: AnswerOffer,
    answer: AlertStep,
  }),
  writeHandoverNote: post('alerts/:id/handover-note', {
    access: ['alert', 'work'],
    body: WriteHandoverNote,
    answer: AlertStep,
  }),
  raiseTier: post('alerts/:id/raise-tier', { access: ['alert', 'change_tier'], body: RaiseTier, answer: AlertStep }),
  lowerTier: post('alerts/:id/lower-tier', { access: ['alert', 'change_tier'], body: LowerTier, answer: AlertStep }),
};

export const deliveryRoutes = {
  trouble: get('deliveries/trouble', { access: ['delivery', 'trouble'], answer: DeliveryTrouble }),
  shown: post('deliveries/shown', { access: ['delivery', 'confirm'], body: ShownAlerts, answer: NOTHING }),
  call: post('deliveries/:id/call', { access: ['delivery', 'confirm'], body: CallMade, answer: NOTHING }),
  takeBackCall: post('deliveries/:id/take-back-call', {
    access: ['delivery', 'confirm'],
    body: TakeBackCall,
    answer: NOTHING,
  }),
};

export const liaisonEntryRoutes = {
  strikeOut: post('liaison-entries/:id/strike-out', {
    access: ['alert', 'work'],
    body: StrikeOutLiaisonEntry,
    answer: AlertStep,
  }),
};
