import { get } from '../route';
import { FigureAnswer, FigureList } from './answers';
import { FigureListQuery, FigureParam, FigureQuery } from './shapes';

export const insightRoutes = {
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
