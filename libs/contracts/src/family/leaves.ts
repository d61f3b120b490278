import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/family': ['read family'],
  'GET /api/patients/:id/family/history': ['read family_history'],
  'POST /api/patients/:id/family/people': ['create family_person', 'refresh family'],
  'POST /api/patients/:id/family/communication': ['update family_communication', 'refresh family'],
  'POST /api/patients/:id/family/places': ['create family_place', 'refresh family'],
  'POST /api/patients/:id/family/givers': ['create family_giver', 'refresh family'],
  'POST /api/patients/:id/family/dose-days': ['update family_dose_days', 'refresh family'],
  'POST /api/patients/:id/family/strike-out': ['update family_person', 'refresh family'],
  'POST /api/patients/:id/family/restore': ['update family_person', 'refresh family'],
};
