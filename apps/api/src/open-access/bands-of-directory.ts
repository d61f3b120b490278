import type { DirectoryNumber } from '@shared-care/contracts/open-access/answers';
import type { ArrangementInput } from '@shared-care/contracts/open-access/shapes';
import type { PhoneBand } from '@shared-care/domain/open-access-bands';
import { HOURS_BANDS, type HoursBand } from '@shared-care/domain/where-and-whom';
import { InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/**
 * The lines of a draft with the contact of the directory each one names, so that a changed number reaches it. A number
 * that was typed and is a contact's belongs to that contact; any other stays, and is shown as unverified.
 *
 * @throws InvalidInput when a contact is not one of this hospital
 */
export async function bandsOfDirectory(
  tx: Tx,
  hospitalId: string,
  bands: ArrangementInput['phoneBands'],
): Promise<PhoneBand[]> {
  const contacts = await directoryNumbers(tx, hospitalId);
  return bands.map((band, place) => {
    const chosen = contacts.find(({ id }) => id === band.contactId);
    if (band.contactId && !chosen)
      throw new InvalidInput([
        { field: `content.phoneBands.${place}.contactId`, message: 'Choose a number of this hospital.' },
      ]);
    const named = chosen ?? contacts.find((contact) => digits(contact.phone) === digits(band.phone));
    return named ? { ...band, contactId: named.id, phone: named.phone } : { ...band, contactId: null };
  });
}

/** What the directory has of a hospital, as an arrangement writes it. */
export async function directoryNumbers(tx: Tx, hospitalId: string): Promise<DirectoryNumber[]> {
  const found = await rows<Omit<DirectoryNumber, 'hours'> & { hours: HoursBand }>(
    tx,
    `SELECT c.id, c.label, c.phone || coalesce(' ext ' || nullif(c.extension, ''), '') AS phone, c.hours
     FROM hospital_contacts c WHERE c.hospital_id = $1 AND c.ended_at IS NULL AND c.phone <> '' ORDER BY c.purpose, c.label, c.id`,
    [hospitalId],
  );
  return found.map(({ hours, ...number }) => ({ ...number, hours: HOURS_BANDS[hours] }));
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
