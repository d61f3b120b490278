import { get } from '../route';
import { RecordPicture } from './answers';

export const recordPictureRoutes = {
  picture: get('patients/:id/picture', { access: ['patient', 'read'], answer: RecordPicture }),
};
