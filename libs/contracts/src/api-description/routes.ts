import { get } from '../route';

export const apiDescriptionRoutes = {
  document: get('openapi.json', { access: ['session', 'read'], answer: { file: 'application/json' } }),
  page: get('docs', { access: ['session', 'read'], answer: { file: 'text/html' } }),
};
