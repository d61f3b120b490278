import type { Channel, Handed } from './channel';

/** A call that somebody of the unit must make, or have the switchboard make: listed until a person says who was rung. */
export class TelephoneTask implements Channel {
  readonly name = 'telephone_task';
  readonly atOnce = 200;

  send(): Promise<Handed> {
    return Promise.resolve({ reply: 'listed' });
  }

  close(): void {
    // Holds nothing.
  }
}
