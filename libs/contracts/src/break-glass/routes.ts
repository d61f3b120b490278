import { get, post } from '../route';
import { BreakGlassAnswer, BreakGlassReviews, EmergencyView } from './answers';
import { BreakGlass, ReviewBreakGlass } from './shapes';

export const breakGlassRoutes = {
  use: post('break-glass', { access: ['breakGlass', 'use'], body: BreakGlass, answer: BreakGlassAnswer }),
  reviews: get('break-glass/reviews', { access: ['breakGlass', 'review'], answer: BreakGlassReviews }),
  view: get('break-glass/:id', { access: ['breakGlass', 'use'], answer: EmergencyView }),
  review: post('break-glass/:id/review', {
    access: ['breakGlass', 'review'],
    body: ReviewBreakGlass,
    answer: BreakGlassReviews,
  }),
};
