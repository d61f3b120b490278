import { NotHanded } from '../../platform/mail';
import type { Channel, Handed, Message } from './channel';

/** On the screens of the unit. Nothing leaves the house: the row is what screens show, and a screen that did says so. */
export class InApp implements Channel {
  readonly name = 'in_app';
  readonly atOnce = 200;

  send({ recipientDisabled }: Message): Promise<Handed> {
    if (recipientDisabled) return Promise.reject(new NotHanded('account_disabled', 'never'));
    return Promise.resolve({ reply: 'listed' });
  }

  close(): void {
    // Holds nothing.
  }
}
