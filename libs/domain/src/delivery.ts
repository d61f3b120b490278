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

const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 300;
/** The server may have taken the message before its answer was lost: waiting keeps doubles few (reliability §4.3). */
export const UNKNOWN_OUTCOME_SECONDS = 60;

/** How long to wait after the given number of failed tries: doubling from 5 seconds to 5 minutes, without a last try. */
export function retryAfterSeconds(attempts: number): number {
  return Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** Math.min(Math.max(attempts, 1) - 1, 10));
}
