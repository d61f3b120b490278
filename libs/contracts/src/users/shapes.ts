import { ROLES, type Role } from '@shared-care/domain/roles';
import * as z from 'zod';
import { id, oneOf, requiredText, staffName, version } from '../text';

/** For every verb that acts on an account or a request as it was seen. */
export const SeenVersion = z.strictObject({ version });

export type SeenVersion = z.infer<typeof SeenVersion>;

/** For a verb that only takes something away: it is there or it is not, so there is nothing to say of it. */
export const TakeAway = z.strictObject({});

export type TakeAway = z.infer<typeof TakeAway>;

const role = oneOf(ROLES, 'a role');

const hospitalId = id('a hospital').nullable().default(null);

/** A link consultant works at one hospital; no other role has one. */
function placed<T extends { role: Role; hospitalId: string | null }>(value: T, context: z.RefinementCtx<T>): void {
  const consultant = value.role === 'link_consultant';
  if (consultant === (value.hospitalId !== null)) return;
  context.addIssue({
    code: 'custom',
    path: ['hospitalId'],
    message: consultant ? 'Choose the hospital they work at.' : 'Leave the hospital empty for this role.',
  });
}

export const InviteUser = z
  .strictObject({
    email: requiredText(254, 'an email address')
      .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address such as name@example.org.')
      .toLowerCase(),
    role,
    hospitalId,
  })
  .superRefine(placed);

export type InviteUser = z.infer<typeof InviteUser>;

export const MIN_PASSWORD = 12;

export const AcceptInvitation = z.strictObject({
  token: z.string().regex(/^[\w-]{43}$/, 'Open the whole link from the invitation.'),
  displayName: staffName(100, 'your name as colleagues know it'),
  // As it is typed, here and at sign-in: a blank at its end is part of it.
  password: z
    .string({ error: 'Choose a password.' })
    .min(MIN_PASSWORD, `Use ${MIN_PASSWORD} characters or more.`)
    .max(1000, 'Use 1,000 characters or fewer.'),
});

export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const AskRoleChange = z.strictObject({ version, role, hospitalId }).superRefine(placed);

export type AskRoleChange = z.infer<typeof AskRoleChange>;

/** The person's id at the sign-in service, as that service tells it; never an email address. */
export const AttachIdentity = z.strictObject({ version, subject: requiredText(255, 'the id at the sign-in service') });

export type AttachIdentity = z.infer<typeof AttachIdentity>;
