import { randomUUID } from 'node:crypto';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { Client } from './client';
import type { Sample } from './sample';
import type { TestApp } from './test-app';

export interface ReadyAlert {
  /** Of the attendance. */
  id: string;
  alertId: string;
  version: number;
}

/** The steps that only the owner takes. */
const OF_THE_OWNER = [
  'hand-back',
  'await',
  'close',
  'resume',
  'reopen',
  'offer',
  'take-back-offer',
  'handover-note',
  'lower-tier',
];

/** A new alert in the state in which the nurse may take the step, which is the last word of its path. */
export async function readyAlert(
  app: TestApp,
  nurse: Client,
  samples: Record<string, Sample[]>,
  step: string,
): Promise<ReadyAlert> {
  const alert = await app.logAttendance(nurse, step === 'match' ? { unmatched: { name: 'Boy' }, patientId: null } : {});
  const now = async (): Promise<AlertDetail> => (await nurse.get<AlertDetail>(`/api/alerts/${alert.alertId}`)).body;
  const to = async (verb: string): Promise<void> => {
    const sample = samples[`/api/alerts/:id/${verb}`]![0]!;
    const { version } = await now();
    const sent = 'version' in sample.body ? { ...sample.body, version } : sample.body;
    const answer = await nurse.post(`/api/alerts/${alert.alertId}/${verb}`, sent, { 'Idempotency-Key': randomUUID() });
    if (answer.status >= 300) throw new Error(`${verb}: ${answer.text}`);
  };
  if (OF_THE_OWNER.includes(step)) await to('acknowledge');
  if (step === 'resume') await to('await');
  if (step === 'take-back-offer') await to('offer');
  if (step === 'close' || step === 'reopen') await settle(nurse, samples, alert, now);
  if (step === 'reopen') await to('close');
  return { ...alert, version: (await now()).version };
}

async function settle(
  nurse: Client,
  samples: Record<string, Sample[]>,
  { id, alertId }: { id: string; alertId: string },
  now: () => Promise<AlertDetail>,
): Promise<void> {
  // A next contact that is still to come would keep it open.
  const { nextContactAt: _, ...entry } = samples['/api/alerts/:id/liaison-entries']![0]!.body;
  await nurse.post(`/api/alerts/${alertId}/liaison-entries`, entry, { 'Idempotency-Key': randomUUID() });
  await nurse.post(`/api/attendances/${id}/first-treatment`, { at: null, absentBecause: 'Not needed.' });
  for (const { item, answer } of (await now()).checklist)
    if (answer === null && item !== 'advice_recorded' && item !== 'first_treatment')
      await nurse.post(`/api/alerts/${alertId}/checklist`, { item, answer: 'not_needed', note: 'Asked.' });
}
