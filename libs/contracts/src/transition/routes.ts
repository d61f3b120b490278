import { get, post } from '../route';
import { TransitionDetail, TransitionList } from './answers';
import { AnswerTransitionItem, ChangeTransition, TransitionListQuery } from './shapes';

export const transitionRoutes = {
  list: get('transitions', { access: ['transition', 'read'], query: TransitionListQuery, answer: TransitionList }),
  exportList: get('transitions/export', {
    access: ['transition', 'read'],
    query: TransitionListQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  detail: get('patients/:id/transition', { access: ['transition', 'read'], answer: TransitionDetail }),
  change: post('patients/:id/transition', {
    access: ['transition', 'change'],
    body: ChangeTransition,
    answer: TransitionDetail,
  }),
  answerItem: post('patients/:id/transition/answers', {
    access: ['transition', 'change'],
    body: AnswerTransitionItem,
    answer: TransitionDetail,
  }),
};
