import { get, post } from '../route';
import { Found, NavigationCounts } from './answers';
import { Find } from './shapes';

export const navigationRoutes = {
  counts: get('navigation/counts', { access: ['session', 'read'], answer: NavigationCounts }),
  find: post('navigation/find', { access: ['session', 'read'], body: Find, answer: Found }),
};
