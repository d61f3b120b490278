import { get, post } from '../route';
import { ContactDetails } from './answers';
import { ChangeContactDetails } from './shapes';

export const contactDetailRoutes = {
  read: get('patients/:id/contact-details', { access: ['contactDetails', 'read'], answer: ContactDetails }),
  change: post('patients/:id/contact-details', {
    access: ['contactDetails', 'change'],
    body: ChangeContactDetails,
    answer: ContactDetails,
  }),
};
