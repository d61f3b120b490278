import { ANYBODY, CLINICAL, DOCTOR, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/emergency-advice': CLINICAL,
  'GET /api/letters/check/:code': ANYBODY,
  'GET /api/patients/:id/letters': PHU,
  'POST /api/letters/preview': PHU,
  'POST /api/letters': PHU,
  'GET /api/letters/:id': PHU,
  'GET /api/letters/:id/pdf': PHU,
  'POST /api/letters/:id/withdraw': PHU,
  'GET /api/letter-templates': PHU,
  'POST /api/letter-templates': PHU,
  'POST /api/letter-templates/:id/text': PHU,
  'POST /api/letter-templates/:id/approve': DOCTOR,
  'GET /api/letter-batches': PHU,
  'POST /api/letter-batches/preview': PHU,
  'POST /api/letter-batches': PHU,
  'GET /api/letter-batches/:id': PHU,
  'POST /api/letter-batches/:id/cancel': PHU,
  'GET /api/letter-batches/:id/pdf': PHU,
};
