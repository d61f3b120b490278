import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Why a write is a statement of SQL and not one through its entity (decision 0077). */
type Why =
  /** One statement of the alert guarantee: its WHERE decides a race, and what it returns says who won. */
  | 'guarantee'
  /** In one statement it answers what it changed, or compares and computes with what stands there. */
  | 'answers'
  /** INSERT … SELECT and UPDATE … FROM: rows come from a query or a list, not one by one. */
  | 'set'
  /** ON CONFLICT DO UPDATE, with a guard of its own. */
  | 'upsert'
  /** The writer may not read the log, and the word for the action is decided by what was shown before. */
  | 'log';

/** How many there are in each file. The list may only shrink: a new one is written through its entity. */
const STAY_SQL: Readonly<Record<string, Partial<Record<Why, number>>>> = {
  'alerts/acknowledge-alert.ts': { guarantee: 1 },
  'alerts/deliveries.ts': { guarantee: 2 },
  'alerts/delivery.worker.ts': { guarantee: 8 },
  'alerts/escalate.ts': { guarantee: 4 },
  'alerts/ops-watch.worker.ts': { upsert: 1 },
  'alerts/raise-alert.ts': { guarantee: 3 },
  'alerts/raise-tier.ts': { guarantee: 1 },
  'alerts/tell-again.ts': { guarantee: 1 },
  'alerts/worker-cycles.ts': { upsert: 1 },
  'attendances/attendance-drafts.ts': { upsert: 1 },
  'audit/audit.ts': { log: 1 },
  'emergency-plans/write-plan.ts': { set: 2 },
  'family/givers.ts': { upsert: 1 },
  'family/people.ts': { upsert: 1 },
  'feeds/ods-runs.ts': { set: 1 },
  'home-therapy/change-home-therapy.ts': { answers: 2, upsert: 1 },
  'hospitals/own-stale-number.ts': { answers: 1 },
  'letters/letter-batches.ts': { set: 1 },
  'letters/letter-templates.ts': { set: 1 },
  'link-consultants/closure-moves.ts': { upsert: 1 },
  'notices/notices.ts': { set: 1 },
  'patient-imports/bring-in.ts': { answers: 2 },
  'patient-imports/compare-rows.ts': { set: 1 },
  'patient-imports/go-on.ts': { answers: 1 },
  'patient-imports/receive-list.ts': { set: 2 },
  'patient-imports/say-columns.ts': { upsert: 1, set: 1 },
  'patient-imports/say-names.ts': { answers: 1, upsert: 1 },
  'patients/contact-details.ts': { upsert: 1 },
  'patients/keep-facts.ts': { set: 1 },
  'patients/merge-patients.ts': { answers: 1 },
  'readiness/check-readiness.ts': { set: 1 },
  'reminders/care-reviews.ts': { upsert: 2 },
  'reminders/reminders.ts': { upsert: 1 },
  'rota/rota-patterns.ts': { set: 1 },
  'sign-in/own-sessions.ts': { answers: 1 },
  'sign-in/passkeys.ts': { answers: 2 },
  'sign-in/second-factor.ts': { upsert: 1, set: 1, answers: 2 },
  'sign-in/sign-in-throttle.ts': { upsert: 1 },
  'surveys/participation.ts': { upsert: 1 },
  'surveys/send-survey.ts': { set: 3, answers: 1 },
  'surveys/survey-families.ts': { answers: 1 },
  'treatments/treatment-words.ts': { set: 1 },
  'unit/test-mail.ts': { answers: 1 },
};

const SRC = import.meta.dirname;
const WRITE = /(?<!FOR )(?<!FOR NO KEY )(?<!DO )\b(?:INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)/g;

const files = globSync('**/*.ts', { cwd: SRC }).filter(
  (file) => !file.endsWith('.spec.ts') && !/(^|[\\/])testing[\\/]/.test(file),
);

/** The strings of a source: what is said in a comment writes nothing. */
function statements(file: string): string[] {
  const code = readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/`[^`]*`|'(?:[^'\\\n]|\\.)*'/g)].map(([text]) => text);
}

it('every write goes through the entity of its table, except the statements listed with a reason', () => {
  const found = files
    .map((file) => [file, statements(file).filter((text) => text.match(WRITE)).length] as const)
    .filter(([, count]) => count > 0);
  const listed = Object.entries(STAY_SQL).map(
    ([file, reasons]) => [file, Object.values(reasons).reduce((sum, count) => sum + count, 0)] as const,
  );
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
});
