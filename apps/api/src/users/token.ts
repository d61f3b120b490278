import { createHash, randomBytes } from 'node:crypto';

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Only its hash is kept: reading the table lets nobody in. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}
