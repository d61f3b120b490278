import type { FamilyPerson } from '@shared-care/contracts/family/answers';
import { recipientWord, type LetterRecipient } from '@shared-care/domain/letters';
import { placesOf } from '../family/places';
import { peopleOf } from '../family/read-family';
import { InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/** Who a letter goes to, as it stands on the paper. */
export interface Addressee {
  name: string;
  /** Lines under the name; what is missing is said. */
  address: string[];
  /** The person or team, where a child may have several of a kind. */
  entry: string | null;
}

interface Asked {
  patientId: string;
  recipient: LetterRecipient;
  recipientId: string | null;
  recipientName: string;
}

const BY_HAND = 'Give it by hand.';
const RESTRICTED =
  'The address of this family is restricted, and where the child goes tells it as well. No letter is addressed to them here; the hospital’s own system has the address.';

/**
 * Name and address from the record of the child. A restricted address stands on no letter: one for the family is given
 * by hand, and one for a practice, school, dentist or team is not issued.
 *
 * @throws Refused naming what is not recorded
 */
export async function addresseeOf(tx: Tx, asked: Asked): Promise<Addressee> {
  switch (asked.recipient) {
    case 'ward':
      return { name: asked.recipientName, address: [], entry: null };
    case 'family':
      return asked.recipientId === null
        ? household(tx, asked.patientId)
        : person(tx, asked.patientId, asked.recipientId);
    default:
      return place(tx, asked, asked.recipient);
  }
}

async function household(tx: Tx, patientId: string): Promise<Addressee> {
  const [home] = await rows<{ address: string | null; postcode: string | null; keptBack: boolean; child: string }>(
    tx,
    `SELECT c.address, c.postcode, c.kept_back AS "keptBack", concat_ws(' ', p.given_name, p.family_name) AS child
     FROM sec.contact_details($1) c, patients p WHERE p.id = $1`,
    [patientId],
  );
  const names = (await peopleOf(tx, patientId))
    .filter((one) => isThere(one) && one.parentalResponsibility === 'yes' && one.livesWith === 'yes')
    .map(({ name }) => name);
  return {
    name: names.length > 0 ? names.join(' and ') : `Parents or carers of ${home!.child}`,
    address: linesOf(home!, home!.keptBack),
    entry: null,
  };
}

async function person(tx: Tx, patientId: string, id: string): Promise<Addressee> {
  const found = (await peopleOf(tx, patientId)).find((one) => one.id === id && isThere(one));
  if (!found) throw new InvalidInput([{ field: 'recipientId', message: 'Choose a parent or carer of this child.' }]);
  const [child] = await rows<{ restricted: boolean }>(
    tx,
    'SELECT restricted_at IS NOT NULL AS restricted FROM patients WHERE id = $1',
    [patientId],
  );
  return { name: found.name, address: linesOf(found, child!.restricted), entry: id };
}

function isThere({ endedOn, struckOut }: FamilyPerson): boolean {
  return endedOn === null && struckOut === null;
}

function linesOf(
  { address, postcode }: { address: string | null; postcode: string | null },
  keptBack: boolean,
): string[] {
  if (keptBack) return [BY_HAND];
  if (address === null) return [`Address not recorded. ${BY_HAND}`];
  return postcode === null ? [address] : [address, postcode];
}

async function place(
  tx: Tx,
  { patientId, recipientId }: Asked,
  recipient: Exclude<LetterRecipient, 'ward' | 'family'>,
): Promise<Addressee> {
  const word = recipientWord(recipient);
  const found = (await placesOf(tx, patientId)).filter(
    ({ id, role, untilOn, struckOut }) =>
      role === recipient && untilOn === null && struckOut === null && (recipientId === null || id === recipientId),
  );
  const [one] = found;
  if (!one)
    throw new Refused(`No letter was issued: the ${word} of this child is not recorded.`, [
      { field: 'recipient', message: `Record the ${word} on the Family tab of the child first.` },
    ]);
  if (found.length > 1)
    throw new InvalidInput([
      { field: 'recipientId', message: 'The child has more than one. Choose which it goes to.' },
    ]);
  if (one.organisation === null) throw new Refused(RESTRICTED);
  const { name, address, postcode } = one.organisation;
  if (address === null)
    throw new Refused(`No letter was issued: the address of ${name} is not recorded.`, [
      { field: 'recipient', message: `Record the address of ${name} on the Family tab of the child first.` },
    ]);
  return {
    name,
    address: postcode === null ? [address] : [address, postcode],
    entry: recipient === 'community' ? one.id : null,
  };
}
