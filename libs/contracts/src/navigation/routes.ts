import { get } from '../route';
import { NavigationCounts } from './answers';

export const navigationRoutes = {
  counts: get('navigation/counts', { access: ['session', 'read'], answer: NavigationCounts }),
};
