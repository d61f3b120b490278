import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/care-reviews': ['read care_reviews'],
  'POST /api/patients/:id/dental-care': ['update dental_care', 'refresh care_reviews'],
  'POST /api/patients/:id/vaccination-advice': ['update vaccination_advice', 'refresh care_reviews'],
};
