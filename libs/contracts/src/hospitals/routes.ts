import { get, post } from '../route';
import { ProposeContact } from '../contacts/shapes';
import {
  ClosureReview,
  ContactSheet,
  FoundHospitals,
  HospitalDirectory,
  HospitalNetwork,
  HospitalPage,
  PrintPack,
  PublishedHospitals,
} from './answers';
import { AddUnit, DecideClosure, EndCapability, HospitalSearch, RecordCapability, SetNetworkRole } from './shapes';

export const hospitalRoutes = {
  find: get('hospitals', { access: ['hospital', 'read'], query: HospitalSearch, answer: FoundHospitals }),
  directory: get('hospitals/directory', { access: ['hospital', 'read'], answer: HospitalDirectory }),
  published: get('hospitals/published', {
    access: ['hospital', 'read'],
    query: HospitalSearch,
    answer: PublishedHospitals,
  }),
  contactSheet: get('hospitals/contact-sheet', { access: ['hospital', 'read'], answer: ContactSheet }),
  page: get('hospitals/:id', { access: ['hospital', 'read'], answer: HospitalPage }),
  pack: get('hospitals/:id/pack', { access: ['hospital', 'read'], answer: PrintPack }),
  network: get('hospitals/:id/network', { access: ['hospital', 'manage'], answer: HospitalNetwork }),
  setNetworkRole: post('hospitals/:id/network', {
    access: ['hospital', 'manage'],
    body: SetNetworkRole,
    answer: HospitalPage,
  }),
  addUnit: post('hospitals/:id/units', { access: ['hospital', 'manage'], body: AddUnit, answer: HospitalPage }),
  recordCapability: post('hospitals/:id/capabilities', {
    access: ['hospital', 'describe'],
    body: RecordCapability,
    answer: HospitalPage,
  }),
  endCapability: post('capabilities/:id/end', {
    access: ['hospital', 'describe'],
    body: EndCapability,
    answer: HospitalPage,
  }),
  proposeContact: post('hospitals/:id/contacts', {
    access: ['contact', 'propose'],
    body: ProposeContact,
    answer: HospitalPage,
  }),
  decideClosure: post('closure-reviews/:id/decide', {
    access: ['hospital', 'manage'],
    body: DecideClosure,
    answer: ClosureReview,
  }),
};
