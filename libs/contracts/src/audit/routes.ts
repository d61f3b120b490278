import { get } from '../route';
import { AuditPage, UnusualPage } from './answers';
import { AuditQuery, UnusualQuery, UserAuditQuery } from './shapes';

export const auditRoutes = {
  ofPatient: get('audit/patients/:id', { access: ['audit', 'by_patient'], query: AuditQuery, answer: AuditPage }),
  exportOfPatient: get('audit/patients/:id/export', {
    access: ['audit', 'export'],
    query: AuditQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  ofUser: get('audit/users/:id', { access: ['audit', 'by_user'], query: UserAuditQuery, answer: AuditPage }),
  exportOfUser: get('audit/users/:id/export', {
    access: ['audit', 'export_by_user'],
    query: UserAuditQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  unusual: get('audit/unusual', { access: ['audit', 'unusual'], query: UnusualQuery, answer: UnusualPage }),
  exportUnusual: get('audit/unusual/export', {
    access: ['audit', 'export'],
    query: UnusualQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
};
