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
  }
}

const WAY_MINUTES = 10;

/** Who somebody is at the service: these two together and nothing else. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** Authorization code flow with PKCE against one pinned issuer. */
export class Oidc {
  private known: Promise<client.Configuration> | null = null;

  constructor(
    private readonly config: OidcConfig,
    private readonly redirectUri: string,
  ) {}

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
      state: way.state,
      nonce: way.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: 'S256',
    });
    return { way, to };
  }

  /** Null when the answer is not the one to this way, too late, or not signed by the service for us. */
  async finish(way: OidcWay, query: URLSearchParams): Promise<Identity | null> {
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
      });
      const claims = tokens.claims();
      return claims ? { issuer: claims.iss, subject: claims.sub } : null;
    } catch (error) {
      if (isUnreachable(error)) throw error;
      return null;
    }
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
