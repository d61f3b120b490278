import * as z from 'zod';
import { get, post } from '../route';
import { HospitalPage, PublicContacts } from '../hospitals/answers';
import { CheckedContact, ContactHistoryLine, ContactUses, ListedContact, VerificationRound } from './answers';
import {
  CheckContact,
  ConfirmContactChange,
  ContactUsesQuery,
  OwnStaleNumber,
  ProposeContactChange,
  UndoCheck,
  WithdrawContactChange,
} from './shapes';

export const contactRoutes = {
  toVerify: get('contacts/to-verify', { access: ['contact', 'check'], answer: VerificationRound }),
  history: get('contacts/:id/history', { access: ['hospital', 'read'], answer: z.array(ContactHistoryLine) }),
  uses: get('contacts/:id/uses', { access: ['contact', 'uses'], query: ContactUsesQuery, answer: ContactUses }),
  check: post('contacts/:id/checks', { access: ['contact', 'check'], body: CheckContact, answer: CheckedContact }),
  owner: post('contacts/:id/owner', { access: ['contact', 'check'], body: OwnStaleNumber, answer: ListedContact }),
  undo: post('contact-checks/:id/undo', { access: ['contact', 'check'], body: UndoCheck, answer: CheckedContact }),
  propose: post('contacts/:id/changes', {
    access: ['contact', 'propose'],
    body: ProposeContactChange,
    answer: HospitalPage,
  }),
  confirm: post('contact-changes/:id/confirm', {
    access: ['contact', 'confirm'],
    body: ConfirmContactChange,
    answer: HospitalPage,
  }),
  withdraw: post('contact-changes/:id/withdraw', {
    access: ['contact', 'propose'],
    body: WithdrawContactChange,
    answer: HospitalPage,
  }),
  publicList: get('public/contacts', {
    access: { open: 'published by the unit: numbers of departments, no person' },
    answer: PublicContacts,
  }),
  publicPage: get('public/contacts/page', {
    access: { open: 'the same list, to put into a page of the unit' },
    answer: { file: 'text/html; charset=utf-8' },
  }),
};
