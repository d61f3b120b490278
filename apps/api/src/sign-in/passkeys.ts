import { createHash } from 'node:crypto';
import type { Passkey } from '@shared-care/contracts/session/answers';
import type { PasskeyAnswer, PasskeyOffer } from '@shared-care/contracts/session/shapes';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { PasskeyChallenge, UserPasskey } from '@shared-care/database/entities/sign-in';
import { Raw } from 'typeorm';
import type { Config } from '../platform/config';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow } from '../platform/write-row';
import { unitName } from '../platform/unit-on-paper';

/** Ed25519, ES256 and RS256 by their COSE numbers: between them every telephone and key there is. */
const ALGORITHMS = [-8, -7, -257];

/** Whom a passkey is for, as browsers check it: the site and its host. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** @throws Refused where no name is known under which browsers reach this installation */
export function relyingParty(config: Config, request: Request): RelyingParty {
  const own = config.publicUrl ?? `http://${request.get('Host') ?? ''}`;
  const { origin, hostname } = URL.canParse(own) ? new URL(own) : { origin: '', hostname: '' };
  // The Host header is the caller's word. On the machine itself there is nobody else to pretend to be.
  if (!config.publicUrl && hostname !== 'localhost')
    throw new Refused('Passkeys need an address of their own. Set PUBLIC_URL, or open http://localhost.');
  return { id: hostname, origin };
}

/** What the browser needs to make a passkey that asks for face, finger or PIN, and is found without an email address. */
export async function offerPasskey(
  tx: Tx,
  user: CurrentUser,
  party: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const options = await generateRegistrationOptions({
    rpName: `Shared Care ${await unitName(tx)}`,
    rpID: party.id,
    userName: user.email,
    userDisplayName: user.displayName,
    userID: new TextEncoder().encode(user.id),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: await credentialsOf(tx, user.id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(tx, options.challenge, 'register', user.id);
  return options;
}

/** Keeps a passkey whose maker answered a challenge of this user's. @throws Refused */
export async function keepPasskey(
  tx: Tx,
  user: CurrentUser,
  party: RelyingParty,
  { label, response }: { label: string; response: PasskeyOffer },
): Promise<string> {
  const taken = await takeChallenge(tx, response, 'register', user.id);
  const made = taken
    ? await verifyRegistrationResponse({
        response: response as unknown as RegistrationResponseJSON,
        expectedChallenge: taken,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(() => null)
    : null;
  if (!made?.verified) throw new Refused('This passkey could not be checked. Begin again.');
  const { credential } = made.registrationInfo;
  const kept = await insertOnce(
    tx,
    UserPasskey,
    {
      userId: user.id,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: String(credential.counter),
      transports: credential.transports ?? [],
      label,
    },
    ['credentialId'],
  );
  if (kept === null) throw new Refused('This passkey is in use already.');
  return kept;
}

/** @throws NotFound when it is not theirs */
export async function removePasskey(tx: Tx, user: CurrentUser, id: string): Promise<void> {
  const gone = await rows(
    tx,
    `WITH gone AS (DELETE FROM user_passkeys WHERE id = $1 AND user_id = $2 RETURNING 1) SELECT 1 FROM gone`,
    [id, user.id],
  );
  if (gone.length === 0) throw new NotFound();
}

export function ownPasskeys(tx: Tx, userId: string): Promise<Passkey[]> {
  return rows<Passkey>(
    tx,
    `SELECT id, label, created_at AS "createdAt", last_used_at AS "lastUsedAt"
     FROM user_passkeys WHERE user_id = $1 ORDER BY created_at, id`,
    [userId],
  );
}

export async function hasPasskey(tx: Tx, userId: string): Promise<boolean> {
  return (await rows(tx, 'SELECT 1 FROM user_passkeys WHERE user_id = $1 LIMIT 1', [userId])).length > 0;
}

/** Asks for a passkey: any that this browser has for us, or one of the person who has given their password. */
export async function askForPasskey(
  tx: Tx,
  party: RelyingParty,
  userId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    allowCredentials: userId ? await credentialsOf(tx, userId) : [],
  });
  await keepChallenge(tx, options.challenge, 'sign_in', userId);
  return options;
}

/**
 * Whose passkey signed a challenge of ours, or null. The challenge is spent whatever comes of it, and a passkey whose
 * counter went backwards is a copy.
 */
export async function userOfPasskey(
  tx: Tx,
  party: RelyingParty,
  response: PasskeyAnswer,
  halfway: string | null,
): Promise<CurrentUser | null> {
  const challenge = await takeChallenge(tx, response, 'sign_in', halfway);
  const [found] = await rows<CurrentUser & { key: Buffer; counter: string }>(
    tx,
    `SELECT u.id, u.display_name AS "displayName", u.email, u.role, u.hospital_id AS "hospitalId",
            p.public_key AS key, p.counter
     FROM sec.passkey_to_sign_in($1) p JOIN users u ON u.id = p.user_id WHERE $2::uuid IS NULL OR u.id = $2`,
    [response.id, halfway],
  );
  if (!challenge || !found) return null;
  const { key, counter, ...user } = found;
  const shown = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: response.id, publicKey: new Uint8Array(key), counter: Number(counter) },
    requireUserVerification: true,
  }).catch(() => null);
  if (!shown?.verified) return null;
  await rows(tx, 'SELECT sec.passkey_signed_in($1, $2)', [response.id, shown.authenticationInfo.newCounter]);
  return user;
}

function credentialsOf(tx: Tx, userId: string): Promise<{ id: string; transports: string[] }[]> {
  return rows(tx, 'SELECT credential_id AS id, transports FROM user_passkeys WHERE user_id = $1', [userId]);
}

async function keepChallenge(
  tx: Tx,
  challenge: string,
  purpose: PasskeyChallenge['purpose'],
  userId: string | null,
): Promise<void> {
  await tx.delete(PasskeyChallenge, { expiresAt: Raw((column) => `${column} <= sec.now()`) });
  await insertRow(tx, PasskeyChallenge, { challengeHash: hashOf(challenge), purpose, userId });
}

/** The challenge that the answer says it signed, when it is one of ours, of this purpose and person, and not yet used. */
async function takeChallenge(
  tx: Tx,
  { response }: { response: { clientDataJSON: string } },
  purpose: string,
  userId: string | null,
): Promise<string | null> {
  const challenge = challengeIn(response.clientDataJSON);
  if (challenge === null) return null;
  const taken = await rows(
    tx,
    `WITH taken AS (DELETE FROM passkey_challenges
                    WHERE challenge_hash = $1 AND purpose = $2 AND user_id IS NOT DISTINCT FROM $3
                    RETURNING expires_at)
     SELECT 1 FROM taken WHERE expires_at > sec.now()`,
    [hashOf(challenge), purpose, userId],
  );
  return taken.length > 0 ? challenge : null;
}

function challengeIn(clientDataJson: string): string | null {
  try {
    const said = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof said.challenge === 'string' ? said.challenge : null;
  } catch {
    return null;
  }
}

function hashOf(challenge: string): Buffer {
  return createHash('sha256').update(challenge).digest();
}
