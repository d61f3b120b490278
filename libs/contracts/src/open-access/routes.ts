import { get, post } from '../route';
import { ArrangementDetail, ArrangementsToAgree, PatientOpenAccess, BoardChildren } from './answers';
import {
  ArrangementVersionSeen,
  BoardChildrenQuery,
  ChaseArrangement,
  ConfirmArrangement,
  RecordAgreement,
  ResumeArrangement,
  SaveArrangement,
  SendBackArrangement,
  StartArrangement,
  SuspendArrangement,
  WithdrawArrangement,
} from './shapes';

export const openAccessRoutes = {
  ofPatient: get('patients/:id/open-access', { access: ['openAccess', 'read'], answer: PatientOpenAccess }),
  start: post('patients/:id/open-access', {
    access: ['openAccess', 'draft'],
    body: StartArrangement,
    answer: ArrangementDetail,
  }),
  children: get('open-access/children', {
    access: ['openAccess', 'board'],
    query: BoardChildrenQuery,
    answer: BoardChildren,
  }),
  exportChildren: get('open-access/children/export', {
    access: ['openAccess', 'board'],
    query: BoardChildrenQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  toAgree: get('open-access/to-agree', { access: ['openAccess', 'agree'], answer: ArrangementsToAgree }),
  detail: get('open-access/:id', { access: ['openAccess', 'read'], answer: ArrangementDetail }),
  save: post('open-access/:id/save', {
    access: ['openAccess', 'draft'],
    body: SaveArrangement,
    answer: ArrangementDetail,
  }),
  send: post('open-access/:id/send', {
    access: ['openAccess', 'draft'],
    body: ArrangementVersionSeen,
    answer: ArrangementDetail,
  }),
  discard: post('open-access/:id/discard', {
    access: ['openAccess', 'draft'],
    body: ArrangementVersionSeen,
    answer: ArrangementDetail,
  }),
  agree: post('open-access/:id/agree', {
    access: ['openAccess', 'agree'],
    body: ArrangementVersionSeen,
    answer: ArrangementDetail,
  }),
  recordAgreement: post('open-access/:id/record-agreement', {
    access: ['openAccess', 'record_agreement'],
    body: RecordAgreement,
    answer: ArrangementDetail,
  }),
  sendBack: post('open-access/:id/send-back', {
    access: ['openAccess', 'send_back'],
    body: SendBackArrangement,
    answer: ArrangementDetail,
  }),
  confirm: post('open-access/:id/confirm', {
    access: ['openAccess', 'confirm'],
    body: ConfirmArrangement,
    answer: ArrangementDetail,
  }),
  chase: post('open-access/:id/chase', {
    access: ['openAccess', 'draft'],
    body: ChaseArrangement,
    answer: ArrangementDetail,
  }),
  renewUnchanged: post('open-access/:id/renew-unchanged', {
    access: ['openAccess', 'draft'],
    body: ArrangementVersionSeen,
    answer: ArrangementDetail,
  }),
  suspend: post('open-access/:id/suspend', {
    access: ['openAccess', 'suspend'],
    body: SuspendArrangement,
    answer: ArrangementDetail,
  }),
  resume: post('open-access/:id/resume', {
    access: ['openAccess', 'suspend'],
    body: ResumeArrangement,
    answer: ArrangementDetail,
  }),
  withdraw: post('open-access/:id/withdraw', {
    access: ['openAccess', 'withdraw'],
    body: WithdrawArrangement,
    answer: ArrangementDetail,
  }),
};
