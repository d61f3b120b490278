import { get, post } from '../route';
import { BreakGlassAnswer, BreakGlassReviews, EmergencyView, OpenBreakGlass } from './answers';
import { BreakGlass, ReviewBreakGlass } from './shapes';

export const breakGlassRoutes = {
  use: post('break-glass', { access: ['breakGlass', 'use'], body: BreakGlass, answer: BreakGlassAnswer }),
  open: get('break-glass/open', { access: ['breakGlass', 'use'], answer: OpenBreakGlass }),
  reviews: get('break-glass/reviews', { access: ['breakGlass', 'review'], answer: BreakGlassReviews }),
  view: get('break-glass/:id', { access: ['breakGlass', 'use'], answer: EmergencyView }),
  review: post('break-glass/:id/review', {
    access: ['breakGlass', 'review'],
    body: ReviewBreakGlass,
    answer: BreakGlassReviews,
  }),
};
