import { get } from '../route';
import { AdminHome } from './answers';

export const adminHomeRoutes = {
  home: get('admin-home', { access: ['adminHome', 'read'], answer: AdminHome }),
};
