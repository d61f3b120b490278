import type {
  AddLink,
  ChangeLinkConsultant,
  ConfirmLink,
  EndLink,
  MoveHospital,
} from '@shared-care/contracts/shared-care-links/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { LINK_END_REASONS } from '@shared-care/domain/shared-care-link';
import type { z } from 'zod';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { addLink, changeLinks, patientOfLink, renameLink, seenLink, writeLink } from './link-rows';

/** Seconds by which a typed "now" may lag behind the database's. */
const CLOCK_SLACK_MS = 120_000;

/** One more hospital for a child: a second one, a holiday, or the first of all. */
export async function addSharedCareLink(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof AddLink>,
): Promise<void> {
  await livingPatient(tx, patientId);
  const now = await databaseNow(tx);
  const from = notBefore(asked.from, now, 'from');
  const until = asked.until === null ? null : new Date(asked.until);
  if (until !== null && until <= from)
    throw new InvalidInput([{ field: 'until', message: 'Choose an end after the beginning.' }]);
  await fitting(tx, asked);
  await changeLinks(tx, user, { patientId, kind: 'added' }, () =>
    addLink(tx, user, {
      patientId,
      hospitalId: asked.hospitalId,
      linkConsultantId: asked.linkConsultantId,
      role: asked.role,
      validFrom: from,
      validTo: until,
    }),
  );
}

/**
 * Another primary hospital, for example after a move of house (domain W8). Where the new link begins before the old one
 * ends, the child is linked to both; a gap is refused.
 */
export async function moveHospital(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof MoveHospital>,
): Promise<void> {
  await livingPatient(tx, patientId);
  const now = await databaseNow(tx);
  const from = notBefore(asked.from, now, 'from');
  const oldEnds = asked.oldEnds === null ? from : new Date(asked.oldEnds);
  if (oldEnds < from)
    throw new InvalidInput([
      {
        field: 'oldEnds',
        message: 'The old link would end before the new one begins. Overlap them, or choose the same time.',
      },
    ]);
  await fitting(tx, asked);
  await changeLinks(tx, user, { patientId, kind: 'moved' }, async (links) => {
    const old = await seenLink(tx, links, asked.linkId, asked.version);
    if (old.role !== 'primary' || (old.validTo !== null && old.validTo <= now))
      throw new Refused('This is not the running primary link. Look at the links again.');
    if (old.hospitalId === asked.hospitalId)
      throw new InvalidInput([{ field: 'hospitalId', message: 'The child is linked to this hospital already.' }]);
    if (oldEnds <= old.validFrom)
      throw new InvalidInput([{ field: 'oldEnds', message: 'Choose a time after the old link began.' }]);
    await writeLink(tx, old, { validTo: oldEnds, endReason: 'next_link' });
    const next = { patientId, hospitalId: asked.hospitalId, linkConsultantId: asked.linkConsultantId };
    if (from < oldEnds)
      await addLink(tx, user, {
        ...next,
        role: 'secondary',
        validFrom: from,
        validTo: oldEnds,
        endReason: 'next_link',
      });
    await addLink(tx, user, { ...next, role: 'primary', validFrom: oldEnds, validTo: null });
  });
}

export async function endSharedCareLink(
  tx: Tx,
  user: CurrentUser,
  linkId: string,
  asked: z.output<typeof EndLink>,
): Promise<void> {
  const patientId = await patientOfLink(tx, linkId);
  const now = await databaseNow(tx);
  const at = notBefore(asked.at, now, 'at');
  const reason = LINK_END_REASONS[asked.reason];
  await changeLinks(tx, user, { patientId, kind: 'ended', reason }, async (links) => {
    const link = await seenLink(tx, links, linkId, asked.version);
    if (link.validTo !== null && link.validTo <= now) throw new Refused('This link has ended already.');
    // One that has not begun is taken back: it ends where it would have begun.
    const ends = at < link.validFrom ? link.validFrom : at;
    if (link.role === 'temporary' && link.validTo !== null && ends > link.validTo)
      throw new InvalidInput([{ field: 'at', message: 'A temporary link is not made longer here. Add another one.' }]);
    await writeLink(tx, link, { validTo: ends, endReason: asked.reason });
  });
}

export async function changeLinkConsultant(
  tx: Tx,
  user: CurrentUser,
  linkId: string,
  asked: z.output<typeof ChangeLinkConsultant>,
): Promise<void> {
  const patientId = await patientOfLink(tx, linkId);
  const now = await databaseNow(tx);
  const from = notBefore(asked.from, now, 'from');
  await fitting(tx, { linkConsultantId: asked.linkConsultantId });
  await changeLinks(tx, user, { patientId, kind: 'consultant_changed' }, async (links) => {
    const link = await seenLink(tx, links, linkId, asked.version);
    if (link.validTo !== null && link.validTo <= from) throw new Refused('This link has ended by then.');
    if (link.linkConsultantId === asked.linkConsultantId)
      throw new InvalidInput([{ field: 'linkConsultantId', message: 'The link names this consultant already.' }]);
    await renameLink(tx, user, link, asked.linkConsultantId, from);
  });
}

/** The receiving unit's word that it expects the child (domain W10): who said it, and when. */
export async function confirmSharedCareLink(
  tx: Tx,
  user: CurrentUser,
  linkId: string,
  asked: ConfirmLink,
): Promise<void> {
  const patientId = await patientOfLink(tx, linkId);
  if (asked.on > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'on', message: 'The day is still to come. Enter when they said it.' }]);
  await changeLinks(tx, user, { patientId, kind: 'confirmed' }, async (links) => {
    const link = await seenLink(tx, links, linkId, asked.version);
    await writeLink(tx, link, { confirmedBy: asked.by, confirmedOn: asked.on });
  });
}

/** An instant that is not in the past; null is now. History is never written afterwards. */
function notBefore(asked: string | null, now: Date, field: string): Date {
  if (asked === null) return now;
  const at = new Date(asked);
  if (at.getTime() < now.getTime() - CLOCK_SLACK_MS)
    throw new InvalidInput([{ field, message: 'This time has passed. Choose now or later.' }]);
  return at < now ? now : at;
}

async function livingPatient(tx: Tx, patientId: string): Promise<void> {
  const [found] = await rows<{ gone: boolean }>(
    tx,
    'SELECT died_on IS NOT NULL OR merged_into_id IS NOT NULL AS gone FROM patients WHERE id = $1',
    [patientId],
  );
  if (!found) throw new NotFound();
  if (found.gone) throw new Refused('The links of this record are not changed any more.');
}

/** The hospital is there and open, and the consultant is one of those listed. */
async function fitting(tx: Tx, asked: { hospitalId?: string; linkConsultantId: string | null }): Promise<void> {
  const [fits] = await rows<{ hospital: boolean; consultant: boolean }>(
    tx,
    `SELECT $1::uuid IS NULL OR EXISTS (SELECT 1 FROM hospitals WHERE id = $1 AND closed_on IS NULL) AS hospital,
            $2::uuid IS NULL OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.id = $2
              AND (c.to_on IS NULL OR sec.now() < (c.to_on + 1)::timestamp AT TIME ZONE 'Europe/London')) AS consultant`,
    [asked.hospitalId ?? null, asked.linkConsultantId],
  );
  const errors = [
    !fits!.hospital && { field: 'hospitalId', message: 'Choose a hospital from the list that is not closed.' },
    !fits!.consultant && { field: 'linkConsultantId', message: 'Choose a link consultant who is in post.' },
  ].filter((error) => error !== false);
  if (errors.length > 0) throw new InvalidInput(errors);
}
