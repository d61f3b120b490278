import { get, post } from '../route';
import { SharedCare } from './answers';
import { AddLink, ChangeLinkConsultant, ConfirmLink, EndLink, MoveHospital } from './shapes';

export const sharedCareLinkRoutes = {
  read: get('patients/:id/shared-care', { access: ['sharedCareLink', 'read'], answer: SharedCare }),
  add: post('patients/:id/links', {
    access: ['sharedCareLink', 'change'],
    body: AddLink,
    answer: SharedCare,
    status: 201,
  }),
  move: post('patients/:id/move', { access: ['sharedCareLink', 'change'], body: MoveHospital, answer: SharedCare }),
  end: post('links/:id/end', { access: ['sharedCareLink', 'change'], body: EndLink, answer: SharedCare }),
  consultant: post('links/:id/consultant', {
    access: ['sharedCareLink', 'change'],
    body: ChangeLinkConsultant,
    answer: SharedCare,
  }),
  confirm: post('links/:id/confirm', { access: ['sharedCareLink', 'change'], body: ConfirmLink, answer: SharedCare }),
};
