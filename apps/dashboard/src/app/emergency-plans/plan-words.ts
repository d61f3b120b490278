import type { PlanConcern } from '@shared-care/contracts/emergency-plans/shapes';
import type { EmergencyPlanState } from '@shared-care/domain/emergency-plan';

/** How a state looks: shape and colour beside its word. */
export const PLAN_LOOKS: Record<EmergencyPlanState, { tag: string; shape: string }> = {
  draft: { tag: 'quiet', shape: '✎' },
  approved: { tag: 'valid', shape: '✓' },
  superseded: { tag: 'quiet', shape: '↷' },
  withdrawn: { tag: 'red', shape: '✕' },
  discarded: { tag: 'quiet', shape: '✕' },
};

export const CONCERN_LOOKS: Record<PlanConcern, { tag: string; shape: string }> = {
  to_approve: { tag: 'blue', shape: '●' },
  sent_back: { tag: 'blue', shape: '↩' },
  withdrawn: { tag: 'red', shape: '✕' },
  none: { tag: 'red', shape: '✕' },
  past_review: { tag: 'red', shape: '▲' },
  changed: { tag: 'amber', shape: '◆' },
  weight: { tag: 'amber', shape: '◆' },
  due_soon: { tag: 'quiet', shape: '◷' },
};
