import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/home-therapy': ['read home_therapy'],
  'POST /api/patients/:id/home-therapy': ['update home_therapy', 'refresh home_therapy'],
  'POST /api/patients/:id/haemtrack-periods': ['update haemtrack_period', 'refresh home_therapy'],
  'POST /api/patients/:id/diary-bleeds': ['create diary_bleed', 'refresh home_therapy'],
};
