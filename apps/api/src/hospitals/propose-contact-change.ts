import { randomUUID } from 'node:crypto';
import type { ContactChangedMeanwhile, ContactDetails } from '@shared-care/contracts/contacts/answers';
import type { ProposeContact, ProposeContactChange } from '@shared-care/contracts/contacts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ContactChange } from '@shared-care/database/entities/hospital';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { contactChanges, lockContact } from './contact-rows';
import { readPhoneNumber } from './phone-number';

/** A number that our network lacks. It is rung by nobody until a second person has confirmed it. */
export async function proposeContact(
  tx: Tx,
  user: CurrentUser,
  hospitalId: string,
  asked: z.output<typeof ProposeContact>,
): Promise<void> {
  const [hospital] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!hospital || refusedOtherHospital(user, hospitalId)) throw new NotFound();
  const becomes = await checkedDetails(tx, hospitalId, asked.becomes);
  await store(tx, user, {
    contactId: null,
    hospitalId,
    kind: 'add',
    seenVersion: null,
    was: null,
    becomes,
    because: asked.because,
  });
}

/**
 * Proposes what a contact should say, or that it is given up. The old number stays in force until a second person has
 * rung the new one (H6). At most one change waits for a contact.
 *
 * @returns the hospital it belongs to
 * @throws Conflict with what the contact says now, what waits and what was sent, when somebody was first
 */
export async function proposeContactChange(
  tx: Tx,
  user: CurrentUser,
  contactId: string,
  asked: z.output<typeof ProposeContactChange>,
): Promise<string> {
  const contact = await lockContact(tx, contactId);
  if (!contact || refusedOtherHospital(user, contact.hospitalId)) throw new NotFound();
  const becomes = asked.becomes && (await checkedDetails(tx, contact.hospitalId, asked.becomes));
  const [waiting] = await contactChanges(tx, { contactIds: [contactId], waitingOnly: true });
  if (waiting || contact.version !== asked.version || contact.endedAt) {
    const current: ContactChangedMeanwhile = {
      version: contact.version,
      now: contact.details,
      waiting: waiting?.becomes ?? null,
      waitingBy: waiting?.proposedBy.displayName ?? null,
      yours: becomes,
    };
    throw new Conflict(
      contact.endedAt
        ? 'This number was given up meanwhile. Yours is not saved.'
        : waiting
          ? `${waiting.proposedBy.displayName} proposed a change first. Yours is not saved: compare the two below.`
          : 'This contact changed meanwhile. Yours is not saved: compare the two below.',
      { ...current },
    );
  }
  if (becomes && sameDetails(contact.details, becomes))
    throw new Refused('This is what the contact says already, so there is nothing to change.');
  await store(tx, user, {
    contactId,
    hospitalId: contact.hospitalId,
    kind: becomes ? 'change' : 'end',
    seenVersion: contact.version,
    was: contact.details,
    becomes,
    because: asked.because,
  });
  return contact.hospitalId;
}

/** The policy of the table refuses it as well; here it is answered like a hospital that is not there. */
function refusedOtherHospital(user: CurrentUser, hospitalId: string): boolean {
  return user.role === 'link_consultant' && user.hospitalId !== hospitalId;
}

function sameDetails(one: ContactDetails, other: ContactDetails): boolean {
  return (Object.keys(one) as (keyof ContactDetails)[]).every(
    (field) => (one[field] ?? null) === (other[field] ?? null),
  );
}

/** The number in national form; what does not fit is named at its field. */
async function checkedDetails(
  tx: Tx,
  hospitalId: string,
  typed: z.output<typeof ProposeContact>['becomes'],
): Promise<ContactDetails> {
  const number = readPhoneNumber(typed.phone);
  if (!number)
    throw new InvalidInput([
      { field: 'becomes.phone', message: 'Enter a UK telephone number, such as 01632 960123 or 01632 960123 ext 204.' },
    ]);
  const extension = (typed.extension || number.extension) ?? null;
  const onlyDigits = [
    ['extension', extension],
    ['bleep', typed.bleep],
  ] as const;
  for (const [field, value] of onlyDigits) {
    if (value && !/^[0-9*#]{1,10}$/.test(value))
      throw new InvalidInput([{ field: `becomes.${field}`, message: 'Use digits, * and # only, such as 5926.' }]);
  }
  if (typed.unitId) {
    const unit = await rows(tx, 'SELECT 1 FROM hospital_units WHERE id = $1 AND hospital_id = $2', [
      typed.unitId,
      hospitalId,
    ]);
    if (unit.length === 0)
      throw new InvalidInput([{ field: 'becomes.unitId', message: 'Choose a unit of this hospital.' }]);
  }
  return {
    purpose: typed.purpose,
    unitId: typed.unitId,
    label: typed.label,
    phone: number.phone,
    extension,
    bleep: typed.bleep || null,
    hours: typed.hours,
    email: typed.email || null,
    onPublicList: typed.onPublicList,
  };
}

interface NewChange {
  contactId: string | null;
  hospitalId: string;
  kind: 'add' | 'change' | 'end';
  seenVersion: number | null;
  was: ContactDetails | null;
  becomes: ContactDetails | null;
  because: string;
}

async function store(tx: Tx, user: CurrentUser, change: NewChange): Promise<void> {
  const id = randomUUID();
  await insertRow(tx, ContactChange, {
    id,
    contactId: change.contactId,
    hospitalId: change.hospitalId,
    kind: change.kind,
    seenVersion: change.seenVersion,
    was: change.was,
    becomes: change.becomes,
    because: change.because,
  });
  await recordAudit(tx, user, { action: 'create', entity: 'contact_change', entityId: id, detail: change.kind });
}
