/**
 * What all requests have in common. The routes themselves are in `<concept>/routes.ts`, listed by `all-routes.ts`, and can
 * be read and tried at `/api/docs` of a running program.
 *
 * In a path `:id` stands for a UUID. Nothing that identifies a child is ever part of a path or query.
 */
export const API = '/api';
/**
 * On every write: the value of the cookie {@link WRITE_TOKEN_COOKIE} (over https its name begins with `__Host-`), which a
 * page of another site cannot read.
 */
export const WRITE_TOKEN_HEADER = 'X-Write-Token';
export const WRITE_TOKEN_COOKIE = 'shared-care-write';
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** Sent with requests that an untouched screen makes by itself: they do not keep a session alive. */
export const UNATTENDED_HEADER = 'X-Unattended';
/**
 * Sent when an open screen fetches again what it shows already. The audit log then says `refresh` and not `read`, if the
 * same session did read it before.
 */
export const REFRESH_HEADER = 'X-Refresh';
/** Beside the bytes of a file, percent-encoded: what it is called on the computer it comes from. */
export const FILE_NAME_HEADER = 'X-File-Name';
/** Bytes of a file, whatever is in them. */
export const FILE_TYPE = 'application/octet-stream';
