import type { Delivery } from '@shared-care/contracts/alerts/answers';

/** What came of a message, as somebody would say it; the time follows. */
export function deliveryInWords(
  delivery: Pick<Delivery, 'channel' | 'state' | 'attempts' | 'rang' | 'confirmedBy'>,
): string {
  const { channel, state, attempts } = delivery;
  switch (state) {
    case 'confirmed':
      if (channel === 'telephone_task')
        return `${delivery.confirmedBy ?? 'Somebody'} rang ${delivery.rang ?? 'the switchboard'}`;
      return channel === 'in_app' ? 'Seen on screen' : 'Arrived';
    case 'sent':
      return channel === 'in_app' ? 'Waiting to be seen on screen since' : 'Taken by the mail server';
    case 'failed':
      return 'Not delivered';
    case 'leased':
      return 'Being sent';
    case 'due':
      if (channel === 'telephone_task') return 'To be rung since';
      return attempts === 0 ? 'Waiting since' : `Tried ${attempts} ${attempts === 1 ? 'time' : 'times'}, again`;
  }
}
