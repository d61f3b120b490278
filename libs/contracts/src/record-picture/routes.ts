import { get } from '../route';
import { OpenRecord } from './answers';

export const recordPictureRoutes = {
  open: get('patients/:id/record', { access: ['patient', 'read'], answer: OpenRecord }),
};
