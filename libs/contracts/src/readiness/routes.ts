import { get } from '../route';
import { UnitReadiness } from '../unit/answers';

export const readinessRoutes = {
  readiness: get('readiness', { access: ['readiness', 'read'], answer: UnitReadiness }),
};
