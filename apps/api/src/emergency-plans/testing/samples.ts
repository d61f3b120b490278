import { emptySections } from '@shared-care/domain/emergency-plan';
import { STALE, type Sample, type Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

export const samples: Samples = async (app, { patientId }) => {
  const plan = await draftPlan(app, patientId);
  const ofPlan = (body: Record<string, unknown>): Sample[] => [{ id: plan, body: { version: STALE, ...body } }];
  return {
    '/api/emergency-plans': [{ body: { patientId } }],
    'GET /api/emergency-plans/:id': [{ id: plan, body: {} }],
    '/api/emergency-plans/:id/text': ofPlan({
      sections: { ...emptySections(), firstSteps: 'Ring, then treat.' },
      reviewBy: '2026-09-10',
      forTodaysFacts: true,
    }),
    '/api/emergency-plans/:id/discard': ofPlan({}),
    '/api/emergency-plans/:id/return': ofPlan({ because: 'Say who accesses the port.' }),
    '/api/emergency-plans/:id/approve': ofPlan({}),
    '/api/emergency-plans/:id/withdraw': ofPlan({ because: 'The product is no longer held.' }),
  };
};

/** A draft whose author signs in nowhere else. */
async function draftPlan(app: TestApp, patientId: string): Promise<string> {
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO emergency_plans (patient_id, version_number, sections, review_by, written_by, changed_by, authors, inhibitor,
       central_line)
     SELECT $1, 90, $2, '2026-09-10', u.id, u.id, ARRAY[u.id], 'none', 'none'
     FROM users u WHERE u.email = 'j.ferrars@example.org'
     RETURNING id`,
    [patientId, JSON.stringify(emptySections())],
  );
  return made!.id;
}
