import { Baseline1764000001000 } from './1764000001000-baseline';
import { EmailsOfParentsCameBack1795953600000 } from './1795953600000-emails-of-parents-came-back';

/**
 * Dated steps, which change tables of a database that is in use; in order of their stamp (`Date.now()` of the day they
 * were written). `schema/` says what comes of them, so a new database takes none of them. One that has landed is never
 * edited: add another. See `docs/decisions/0055-the-schema-is-written-as-it-is.md`.
 */
export const MIGRATIONS = [Baseline1764000001000, EmailsOfParentsCameBack1795953600000];
