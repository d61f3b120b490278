import type { Tier } from './alert-tier';

/** What can be wrong with the product itself or with the rota. One open alert for each. */
export const OPS_CAUSES = {
  rota_gap: { tier: 'amber', words: 'a slot of the rota is empty' },
  calendar_end: { tier: 'blue', words: 'the stored bank holidays run out' },
  not_ready: { tier: 'amber', words: 'something that alerts need is missing again' },
  email_trouble: { tier: 'amber', words: 'email is not going out' },
  delivery_failed: { tier: 'amber', words: 'an alert could not be delivered to somebody' },
  clock_skew: { tier: 'amber', words: 'the clock of a server differs from that of the database' },
  heartbeat_missed: { tier: 'amber', words: 'the test alert of every five minutes did not come through' },
  poisoned_row: { tier: 'amber', words: 'one row of the outbox cannot be worked' },
} as const satisfies Record<string, { tier: Tier; words: string }>;
export type OpsCause = keyof typeof OPS_CAUSES;
