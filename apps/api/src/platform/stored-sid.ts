import { createHash } from 'node:crypto';

/** How a session id is kept: a reader of the table cannot send one. */
export function storedSid(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}
