/// <reference types="vite/types/importMeta.d.ts" />
import type { MigrationInterface } from 'typeorm';

type Step = new () => MigrationInterface;

const FILES = import.meta.glob<Record<string, Step>>('./[0-9]*-*.ts', { eager: true });

/**
 * Dated steps, which change tables of a database that is in use; found by their names, in order of their stamp
 * (`Date.now()` of the day they were written). `schema/` says what comes of them, so a new database takes none of them.
 * One that has landed is never edited: add another. See `docs/decisions/0055-the-schema-is-written-as-it-is.md`.
 */
export const MIGRATIONS: Step[] = Object.keys(FILES)
  .sort()
  .flatMap((file) => Object.values(FILES[file]!));
