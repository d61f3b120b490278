import * as z from 'zod';
import { NOTHING, get, post } from '../route';
import { Colleague, HandoverView, OfferedAlerts } from './answers';
import { AnswerOvernightCalls, OfferAlerts } from './shapes';

export const handoverRoutes = {
  view: get('handover', { access: ['alert', 'hand_over'], answer: HandoverView }),
  colleagues: get('handover/colleagues', { access: ['alert', 'hand_over'], answer: z.array(Colleague) }),
  offer: post('handover/offers', { access: ['alert', 'hand_over'], body: OfferAlerts, answer: OfferedAlerts }),
  calls: post('handover/overnight-calls', {
    access: ['alert', 'hand_over'],
    body: AnswerOvernightCalls,
    answer: NOTHING,
  }),
};
