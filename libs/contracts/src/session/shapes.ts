import * as z from 'zod';
import { requiredText } from '../text';

export const SignIn = z.strictObject({
  email: requiredText(254, 'your email address'),
  password: z
    .string({ error: 'Enter your password.' })
    .min(1, 'Enter your password.')
    .max(1000, 'Use 1,000 characters or fewer.'),
});

export type SignIn = z.infer<typeof SignIn>;

const password = z
  .string({ error: 'Enter your password.' })
  .min(1, 'Enter your password.')
  .max(1000, 'Use 1,000 characters or fewer.');

const code = requiredText(40, 'the code');

/** Sets up an authenticator app between the two steps of a first sign-in. */
export const BeginEnrolment = z.strictObject({
  kind: z.literal('authenticator_app', { error: 'Choose an authenticator app.' }),
});

export type BeginEnrolment = z.infer<typeof BeginEnrolment>;

/** Six digits from the authenticator app, or one of the recovery codes. */
export const TypedCode = z.strictObject({ code });

export type TypedCode = z.infer<typeof TypedCode>;

/** Changes to how somebody signs in are asked for with the password, though they are signed in. */
export const OwnPassword = z.strictObject({ password });

export type OwnPassword = z.infer<typeof OwnPassword>;

export const ChangePassword = z.strictObject({
  password,
  newPassword: z
    .string({ error: 'Enter a new password.' })
    .min(12, 'Use 12 characters or more.')
    .max(1000, 'Use 1,000 characters or fewer.'),
});

export type ChangePassword = z.infer<typeof ChangePassword>;

/** Base64 in the alphabet of addresses, as the Web Authentication API writes bytes in JSON. */
const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, 'Send what the browser answered.');

const ofPasskey = { id: bytes(2000).min(1), rawId: bytes(2000), type: z.literal('public-key') };

const whereFrom = {
  authenticatorAttachment: z.string().max(40).optional(),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).optional(),
};

/** What a browser answers when it has made a passkey (RegistrationResponseJSON of Web Authentication). */
const PasskeyOffer = z.strictObject({
  ...ofPasskey,
  ...whereFrom,
  response: z.strictObject({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(20_000),
    authenticatorData: bytes(8000).optional(),
    publicKey: bytes(4000).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

export type PasskeyOffer = z.infer<typeof PasskeyOffer>;

/** What a browser answers when it has shown a passkey (AuthenticationResponseJSON of Web Authentication). */
const PasskeyAnswer = z.strictObject({
  ...ofPasskey,
  ...whereFrom,
  response: z.strictObject({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(4000),
    userHandle: bytes(200).optional(),
  }),
});

export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

export const NewPasskey = z.strictObject({ label: requiredText(60, 'a name for it'), response: PasskeyOffer });

export type NewPasskey = z.infer<typeof NewPasskey>;

export const ShownPasskey = z.strictObject({ response: PasskeyAnswer });

export type ShownPasskey = z.infer<typeof ShownPasskey>;
