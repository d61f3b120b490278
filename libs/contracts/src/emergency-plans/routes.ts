import * as z from 'zod';
import { get, post } from '../route';
import { BegunPlan, EmergencyCard, EmergencyPlan, PlanBoard, PlanInHistory } from './answers';
import { BeginPlan, PlanBoardQuery, PlanReason, PlanVersion, SavePlan } from './shapes';

export const emergencyPlanRoutes = {
  card: get('patients/:id/emergency-card', { access: ['emergencyPlan', 'read_card'], answer: EmergencyCard }),
  history: get('patients/:id/emergency-plans', { access: ['emergencyPlan', 'read'], answer: z.array(PlanInHistory) }),
  board: get('emergency-plans', { access: ['emergencyPlan', 'read'], query: PlanBoardQuery, answer: PlanBoard }),
  exportBoard: get('emergency-plans/export', {
    access: ['emergencyPlan', 'read'],
    query: PlanBoardQuery,
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  plan: get('emergency-plans/:id', { access: ['emergencyPlan', 'read'], answer: EmergencyPlan }),
  begin: post('emergency-plans', { access: ['emergencyPlan', 'write'], body: BeginPlan, answer: BegunPlan }),
  save: post('emergency-plans/:id/text', { access: ['emergencyPlan', 'write'], body: SavePlan, answer: EmergencyPlan }),
  discard: post('emergency-plans/:id/discard', {
    access: ['emergencyPlan', 'write'],
    body: PlanVersion,
    answer: EmergencyPlan,
  }),
  sendBack: post('emergency-plans/:id/return', {
    access: ['emergencyPlan', 'approve'],
    body: PlanReason,
    answer: EmergencyPlan,
  }),
  approve: post('emergency-plans/:id/approve', {
    access: ['emergencyPlan', 'approve'],
    body: PlanVersion,
    answer: EmergencyPlan,
  }),
  withdraw: post('emergency-plans/:id/withdraw', {
    access: ['emergencyPlan', 'approve'],
    body: PlanReason,
    answer: EmergencyPlan,
  }),
};
