import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AlertDelivery } from '../entities/alert';

interface Told {
  alertId: string;
  recipientId: string;
  address: string;
  at: Date;
  later: (minutes: number) => Date;
}

/** What the demo's alerts were told when they were raised: seen on a screen, and taken by the mail server. */
export async function demoDeliveries(
  tx: EntityManager,
  { alertId, recipientId, address, at, later }: Told,
): Promise<void> {
  const shared = { alertId, recipientId, level: 0, round: 0, because: 'Nurse on duty', dueAt: at, attempts: 1 };
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
