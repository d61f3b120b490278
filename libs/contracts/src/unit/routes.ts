import { get, post } from '../route';
import { UnitPage } from './answers';
import { DecideUnitChange, ProposeUnitChange, SendTestMail, TestMailArrived } from './shapes';

export const unitRoutes = {
  page: get('unit', { access: ['unit', 'read'], answer: UnitPage }),
  propose: post('unit/changes', { access: ['unit', 'change'], body: ProposeUnitChange, answer: UnitPage }),
  decide: post('unit-changes/:id/decide', { access: ['unit', 'change'], body: DecideUnitChange, answer: UnitPage }),
  sendTestMail: post('unit/test-mail', { access: ['unit', 'change'], body: SendTestMail, answer: UnitPage }),
  testMailArrived: post('unit/test-mail/arrived', {
    access: ['unit', 'change'],
    body: TestMailArrived,
    answer: UnitPage,
  }),
};
