import type { CurrentUser } from '@shared-care/contracts/session/answers';
import * as client from 'openid-client';
import type { OidcConfig } from '../platform/config';
import { rows, type Tx } from '../platform/tx';

/** What must come back unchanged, kept in the server-side session between the two halves of a sign-in. */
export interface OidcWay {
  state: string;
  nonce: string;
  verifier: string;
  /** Milliseconds of this machine's clock; the browser has ten minutes. */
  begunAt: number;
}

declare module 'express-session' {
  interface SessionData {
    oidc?: OidcWay;
    /** By which the service knows whom to sign out with us; it opens nothing. */
    idToken?: string;
  }
}

const WAY_MINUTES = 10;
/** By how much the service's clock may be behind ours. */
const CLOCK_SECONDS = 60;

/** Who somebody is at the service: these two together and nothing else. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** Somebody who comes back from the service. */
export interface Arrival extends Identity {
  /** By more than a password, as far as the service says. */
  strong: boolean;
  idToken: string;
}

/** Authenticator assurance level 2 or 3 of NIST SP 800-63B, in the words of the NHS Care Identity Service. */
const NHS_STRONG = /^AAL[23]_/;

/**
 * Whether the service says that more than a password was asked for: by a class that the unit named, by the assurance
 * level of the NHS, or by the method `mfa` of RFC 8176. A service that says nothing is not taken at its best.
 */
export function isStrong(claims: Readonly<Record<string, unknown>>, accepted: readonly string[]): boolean {
  const { acr, amr, authentication_assurance_level: level } = claims;
  if (typeof acr === 'string' && (accepted.includes(acr) || NHS_STRONG.test(acr))) return true;
  if (Array.isArray(amr) && amr.includes('mfa')) return true;
  return Number(level) >= 2;
}

/** Authorization code flow with PKCE against one pinned issuer. */
export class Oidc {
  private known: Promise<client.Configuration> | null = null;

  private readonly redirectUri: string;

  /** `own` is where browsers reach us. */
  constructor(
    private readonly config: OidcConfig,
    private readonly own: string,
  ) {
    this.redirectUri = new URL('/api/oidc/callback', own).href;
  }

  async begin(): Promise<{ way: OidcWay; to: URL }> {
    const service = await this.service();
    const way = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      begunAt: Date.now(),
    };
    const to = client.buildAuthorizationUrl(service, {
      redirect_uri: this.redirectUri,
      scope: 'openid',
      acr_values: this.config.acr.join(' '),
      // On a computer of many each is asked who they are; the service says when it asked.
      prompt: 'login',
      max_age: String(WAY_MINUTES * 60),
      state: way.state,
      nonce: way.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: 'S256',
    });
    return { way, to };
  }

  /** Null when the answer is not the one to this way, too late, or not signed by the service for us after we asked. */
  async finish(way: OidcWay, query: URLSearchParams): Promise<Arrival | null> {
    if (Date.now() - way.begunAt > WAY_MINUTES * 60_000) return null;
    const service = await this.service();
    const back = new URL(this.redirectUri);
    back.search = query.toString();
    try {
      // Checks state, issuer, audience, signature, nonce and times; a code is only worth anything with the verifier.
      const tokens = await client.authorizationCodeGrant(service, back, {
        expectedState: way.state,
        expectedNonce: way.nonce,
        pkceCodeVerifier: way.verifier,
        idTokenExpected: true,
        maxAge: WAY_MINUTES * 60,
      });
      const claims = tokens.claims();
      const asked = way.begunAt / 1000 - CLOCK_SECONDS;
      if (!claims || !tokens.id_token || (claims.auth_time ?? 0) < asked) return null;
      const strong = isStrong(claims, this.config.acr);
      return { issuer: claims.iss, subject: claims.sub, strong, idToken: tokens.id_token };
    } catch (error) {
      if (isUnreachable(error)) throw error;
      return null;
    }
  }

  /** Where the browser is signed out at the service too; null when the service offers no such place. */
  async signOutAt(idToken: string): Promise<string | null> {
    const service = await this.service().catch(() => null);
    if (!service?.serverMetadata().end_session_endpoint) return null;
    return client.buildEndSessionUrl(service, {
      id_token_hint: idToken,
      post_logout_redirect_uri: new URL('/sign-in', this.own).href,
    }).href;
  }

  /** Asked once; a service that cannot be reached is asked again next time. */
  private async service(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    // The configuration allows http for this machine only.
    const insecure = issuer.startsWith('http:');
    this.known ??= client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
      { timeout: 10, execute: insecure ? [client.allowInsecureRequests] : [] },
    );
    try {
      return await this.known;
    } catch (error) {
      this.known = null;
      throw error;
    }
  }
}

/** The network's failure is not the person's: they are told to try again. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
}

/** The enabled account of an identity. An email address in a token is never looked at. */
export async function userOf(tx: Tx, { issuer, subject }: Identity): Promise<CurrentUser | null> {
  const [user] = await rows<CurrentUser>(
    tx,
    `SELECT u.id, u.display_name AS "displayName", u.email, u.role, u.hospital_id AS "hospitalId"
     FROM users u WHERE u.id = sec.user_of_identity($1, $2)`,
    [issuer, subject],
  );
  return user ?? null;
}
