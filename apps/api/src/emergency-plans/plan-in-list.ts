import { TODAY_ONCE } from '../platform/asked-once';
/** The approved plan of a child aliased `p`, as a list shows it: its number and its review, never its text. */
export const PLAN_IN_LIST = `(SELECT json_build_object('version', e.version_number, 'reviewBy', e.review_by,
    'due', e.review_by < ${TODAY_ONCE})
   FROM emergency_plans e WHERE e.patient_id = p.id AND e.state = 'approved'
   ORDER BY e.version_number DESC LIMIT 1)`;
