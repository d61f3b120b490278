import { ANYBODY, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /health/live': ANYBODY,
  'GET /health/ready': ANYBODY,
  'GET /health/heartbeat': ANYBODY,
};
