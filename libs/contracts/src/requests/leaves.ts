import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/requests': ['read request_list'],
  'GET /api/requests': ['read request_list'],
  'GET /api/requests/export': ['export request_list'],
  'GET /api/requests/:id': ['read request'],
  'POST /api/requests': ['create request', 'read request'],
  'POST /api/requests/step': ['update request', 'update request_list'],
  'POST /api/requests/take': ['update request', 'update request_list'],
  'POST /api/requests/wait': ['update request', 'update request_list'],
  'POST /api/requests/undo': ['update request', 'update request_list'],
  'POST /api/requests/:id/step': ['update request', 'refresh request'],
  'POST /api/requests/:id/take': ['update request', 'refresh request'],
  'POST /api/requests/:id/give-back': ['update request', 'refresh request'],
  'POST /api/requests/:id/wait': ['update request', 'refresh request'],
  'POST /api/requests/:id/resume': ['update request', 'refresh request'],
  'POST /api/requests/:id/change': ['update request', 'refresh request'],
  'POST /api/requests/:id/notes': ['update request', 'refresh request'],
  'GET /api/requests/:id/replies': ['read request_replies'],
  'POST /api/requests/:id/replies': ['create request_reply', 'update request', 'refresh request_replies'],
  'POST /api/requests/:id/undo': ['update request', 'refresh request'],
};
