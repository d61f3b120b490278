export const DELIVERY_CHANNELS = { in_app: 'On screen', email: 'Email', telephone_task: 'Telephone' } as const;
export type DeliveryChannel = keyof typeof DELIVERY_CHANNELS;

export const DELIVERY_STATES = {
  due: 'Waiting',
  leased: 'Being sent',
  sent: 'Sent',
  confirmed: 'Confirmed',
  failed: 'Not delivered',
} as const;
export type DeliveryState = keyof typeof DELIVERY_STATES;

/** What each state may become. Sent means accepted by the next machine; only confirmed means that it reached a person. */
export const DELIVERY_TRANSITIONS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  due: ['leased', 'confirmed'],
  leased: ['due', 'sent', 'failed', 'confirmed'],
  sent: ['confirmed', 'failed'],
  confirmed: [],
  failed: [],
};

/** Doubling, without a last try: an outage of hours must end in a message, not in silence. Seconds. */
export function retryAfterSeconds(attempts: number, first = 5, last = 300): number {
  return Math.min(last, first * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
}
