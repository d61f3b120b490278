import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/home-therapy': ['read home_therapy'],
  'POST /api/patients/:id/home-therapy': ['update home_therapy', 'read home_therapy'],
  'POST /api/patients/:id/haemtrack-periods': ['update haemtrack_period', 'read home_therapy'],
  'POST /api/patients/:id/diary-bleeds': ['create diary_bleed', 'read home_therapy'],
};
