import type { FamilyHistory } from '@shared-care/contracts/family/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  GIVEN_AT,
  GIVERS,
  INTERPRETER,
  LIVES_WITH,
  PARENTAL_RESPONSIBILITY,
  PLACE_ROLES,
  RELATIONSHIPS,
  RING_AT_NIGHT,
} from '@shared-care/domain/family';
import { shortDate } from '@shared-care/domain/london-time';
import { MESSAGES_CHOICES } from '@shared-care/domain/may-contact';
import { recordAudit } from '../audit/audit';
import { asWritten } from '../hospitals/phone-number';
import { mergedIntoAnother } from '../patients/merged-into';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

type Entry = FamilyHistory['entries'][number];
type Kept = Record<string, unknown>;

/** Columns by the words of the screens, and how a value of each is said. What is not here is not told. */
const FIELDS: Readonly<Record<string, [string, ((value: string) => string)?]>> = {
  name: ['Name'],
  relationship: ['Relationship', of(RELATIONSHIPS)],
  relationship_words: ['Relationship in words'],
  parental_responsibility: ['Parental responsibility', of(PARENTAL_RESPONSIBILITY)],
  lives_with: ['Lives with the child', of(LIVES_WITH)],
  phone: ['Telephone', asWritten],
  other_phone: ['Other telephone', asWritten],
  email: ['Email'],
  same_address: ['Same address as the child', (value) => (value === 'true' ? 'Yes' : 'No')],
  address: ['Address'],
  postcode: ['Postcode'],
  address_since: ['Lives there since', shortDate],
  language: ['Language'],
  interpreter: ['Interpreter', of(INTERPRETER)],
  needs: ['Communication needs'],
  ring_at_night: ['At night', of(RING_AT_NIGHT)],
  messages: ['Messages', of(MESSAGES_CHOICES)],
  ended_on: ['Last day', shortDate],
  ended_because: ['Why it ended'],
  struck_out_because: ['Why it is wrong'],
  role: ['Kind', of(PLACE_ROLES)],
  organisation: ['Name of the place'],
  giver: ['Given by', of(GIVERS)],
  given_at: ['Where', of(GIVEN_AT)],
  agreed_on: ['Agreed on', shortDate],
  from_on: ['From', shortDate],
  until_on: ['To', shortDate],
  note: ['Note'],
  first_on: ['First dose day', shortDate],
  every_days: ['Every how many days'],
  weekdays: ['Days of the week'],
};

function of(words: Readonly<Record<string, string>>): (value: string) => string {
  return (value) => words[value] ?? value;
}

/** What this page said before, for the unit. */
export async function familyHistory(tx: Tx, user: CurrentUser, patientId: string): Promise<FamilyHistory> {
  const [child] = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1 AND merged_into_id IS NULL', [patientId]);
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const found = await rows<
    Omit<Entry, 'about' | 'differs' | 'at'> & { at: Date; isNow: Kept | null; was: Kept | null }
  >(tx, `SELECT id::text, part, kind, by, at, is_now AS "isNow", was FROM sec.family_changes($1)`, [patientId]);
  await recordAudit(tx, user, { action: 'read', entity: 'family_history', entityId: patientId, patientId });
  const named = await organisationsIn(tx, found);
  return {
    entries: found.map(({ isNow, was, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      about: aboutWhom(named(isNow)),
      differs: isNow !== null && was !== null ? differences(named(was)!, named(isNow)!) : [],
    })),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** A place, and a giver who is one, is kept by its id: people know it by its name. */
async function organisationsIn(
  tx: Tx,
  found: readonly { isNow: Kept | null; was: Kept | null }[],
): Promise<(kept: Kept | null) => Kept | null> {
  const ids = found.flatMap(({ isNow, was }) => [isNow?.['organisation_id'], was?.['organisation_id']]);
  const names = await rows<{ id: string; name: string }>(tx, 'SELECT id, name FROM organisations WHERE id = ANY ($1)', [
    ids.filter((id) => typeof id === 'string'),
  ]);
  return (kept) =>
    kept && { ...kept, organisation: names.find(({ id }) => id === kept['organisation_id'])?.name ?? null };
}

function aboutWhom(kept: Kept | null): string | null {
  const name = kept?.['name'] ?? kept?.['organisation'];
  return typeof name === 'string' ? name : null;
}

function differences(was: Kept, isNow: Kept): Entry['differs'] {
  return Object.entries(FIELDS)
    .filter(([column]) => JSON.stringify(was[column] ?? null) !== JSON.stringify(isNow[column] ?? null))
    .map(([column, [field, say]]) => ({ field, was: inWords(was[column], say), becomes: inWords(isNow[column], say) }));
}

function inWords(value: unknown, say: ((value: string) => string) | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = Array.isArray(value) ? value.join(', ') : String(value as string | number | boolean);
  return say ? say(text) : text;
}
