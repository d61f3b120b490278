import { addDays, londonDate } from '@shared-care/domain/london-time';
import type { EntityManager } from 'typeorm';
import { ContactDetails } from '../entities/patient';

/**
 * An invented home for a child, by their place in the demo. Every seventh family has not been asked about messages, every
 * eleventh has refused them, every fifth has no email and the address of every thirteenth no longer works.
 */
export async function demoContactDetails(
  tx: EntityManager,
  patientId: string,
  place: number,
  now: Date,
): Promise<void> {
  const messages = place % 7 === 6 ? 'not_asked' : place % 11 === 10 ? 'refused' : 'agreed';
  const email = place % 5 === 4 ? null : `family${place + 1}@families.example.org`;
  await tx.insert(ContactDetails, {
    patientId,
    address: `${place + 1} Example Road, Exampleton`,
    // One of the postcodes that no place has.
    postcode: 'ZZ99 3AZ',
    phone: `01632 960${400 + place}`,
    email,
    emailBouncedAt: email !== null && place % 13 === 12 ? new Date(now.getTime() - 9 * 86_400_000) : null,
    messages,
    messagesOn: messages === 'not_asked' ? null : addDays(londonDate(now), -120 - place),
  });
}
