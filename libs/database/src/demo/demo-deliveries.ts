import { randomUUID } from 'node:crypto';
import type { Duty } from '@shared-care/domain/rota';
import type { EntityManager } from 'typeorm';
import { AlertDelivery } from '../entities/alert';
import type { OnDuty } from './demo-on-duty';

const BECAUSE: Partial<Record<Duty, string>> = {
  phu_nurse: 'Nurse on duty',
  on_call_registrar: 'Registrar on call',
  on_call_consultant: 'Consultant on call',
};

interface Told {
  alertId: string;
  told: OnDuty;
  at: Date;
  later: (minutes: number) => Date;
}

/** What the demo's alerts were told when they were raised: seen on a screen, and taken by the mail server. */
export async function demoDeliveries(
  tx: EntityManager,
  { alertId, told: { id: recipientId, email: address, duty }, at, later }: Told,
): Promise<void> {
  const shared = {
    alertId,
    recipientId,
    level: 0,
    round: 0,
    because: BECAUSE[duty] ?? 'On duty',
    dueAt: at,
    attempts: 1,
  };
  await tx.insert(AlertDelivery, [
    {
      ...shared,
      id: randomUUID(),
      channel: 'in_app',
      state: 'confirmed',
      sentAt: at,
      confirmedAt: later(1),
      confirmedBy: recipientId,
    },
    { ...shared, id: randomUUID(), channel: 'email', state: 'sent', sentAt: at, address, reply: '250' },
  ]);
}
