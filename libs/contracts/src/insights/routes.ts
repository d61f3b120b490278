import { get } from '../route';
import { AlertLoad, FigureAnswer, FigureList } from './answers';
import { FigureListQuery, FigureParam, FigureQuery } from './shapes';

export const insightRoutes = {
  alertLoad: get('insights/alert-load', { access: ['insight', 'alert_load'], answer: AlertLoad }),
  figure: get('insights/figures/:figure', {
    access: ['insight', 'figure'],
    params: { figure: FigureParam },
    query: FigureQuery,
    answer: FigureAnswer,
  }),
  figureList: get('insights/figures/:figure/list', {
    access: ['insight', 'figure_list'],
    params: { figure: FigureParam },
    query: FigureListQuery,
    answer: FigureList,
  }),
};
