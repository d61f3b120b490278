import type { DeliveryChannel } from '@shared-care/domain/delivery';
import type { OpsCause } from '@shared-care/domain/ops-causes';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { AlertState } from '@shared-care/domain/alert-states';

/** A message that this process holds the lease of, with all that any channel may know: no child, nothing clinical. */
export interface Message {
  id: string;
  leaseToken: string;
  attempts: number;
  channel: DeliveryChannel;
  alertId: string;
  level: number;
  round: number;
  createdAt: Date;
  /** From its commit to this try, by the database's clock. */
  waitedSeconds: number;
  kind: 'attendance' | 'break_glass' | 'ops' | 'heartbeat';
  tier: Tier;
  /** Of an alert about the product itself, what is wrong; else null. */
  cause: OpsCause | null;
  alertState: AlertState;
  openedAt: Date;
  /** Null: the fallback mailbox, or the switchboard. */
  recipientId: string | null;
  email: string | null;
  recipientDisabled: boolean;
  reference: string | null;
  hospital: string | null;
}

export interface Handed {
  /** What came back, as a short code. */
  reply: string;
  address?: string;
}

/** A way to reach people. To add one (bleep, SMS), write one class and list it in `channels.ts`. */
export interface Channel {
  readonly name: DeliveryChannel;
  /** How many may be under way at once in one process, of first tries and of retries each. */
  readonly atOnce: number;
  /** Hands the message on. @throws NotHanded saying whether another try can help */
  send(message: Message): Promise<Handed>;
  close(): void;
}

/** Injection token of every channel there is. */
export const CHANNELS = Symbol('channels');
