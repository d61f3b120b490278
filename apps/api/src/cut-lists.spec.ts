import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const HERE = import.meta.dirname;

/** What is limited and is no list that a person reads to its end, or says by itself that there is more. */
const NOT_CUT: Readonly<Record<string, string>> = {
  'alerts/delivery.worker.ts': 'work for one round; the next takes the rest',
  'alerts/escalate.ts': 'work for one round; the next takes the rest',
  'alerts/alert-queue.ts': 'its counts count each view in full, and the page shows them',
  'audit/verify-chain.ts': 'read batch by batch to the end',
  'audit/unusual-access.ts': 'pages, with the place where the next begins',
  'patients/read-merges.ts': 'suggestions, with a word that there are more',
  'patient-list/list-patients.ts': 'pages with their total',
  'requests/request-rows.ts': 'pages with their total, which request-list.ts counts',
  'patient-imports/compare-rows.ts': 'work for one round; the next takes the rest',
  'patient-imports/names-in-lists.ts': 'more than one is too many to choose from',
  'patient-imports/read-imports.ts': 'says how many more, pages with their total, and a sample of a file',
  'feeds/read-ods-imports.ts': 'says how many more, and pages with their total',
  'navigation/find.ts': 'a few of each kind, with a word that more match',
  'admin-home/admin-home.ts': 'the latest, as the page says, with a link to all',
};

function statements(): { file: string; sql: string }[] {
  return readdirSync(HERE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/(^|[\\/])testing[\\/]/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(HERE, file), 'utf8');
      // The text round each LIMIT, from the word that begins its statement.
      return [...source.matchAll(/\bLIMIT (?!1\b)[^\n]*/g)].map(({ index }) => ({
        file: relative(HERE, join(HERE, file)).replaceAll('\\', '/'),
        sql: source.slice(source.lastIndexOf('rows', index), index + 80),
      }));
    });
}

describe('no list is cut without saying so', () => {
  it('each query with a LIMIT counts what it leaves out', () => {
    const silent = statements()
      .filter(({ sql, file }) => !/count\(\*\)\) OVER|count\(\*\) OVER/.test(sql) && !(file in NOT_CUT))
      .map(({ file, sql }) => `${file}: …${sql.slice(-160)}`);
    expect(silent).toEqual([]);
  });

  it('every exception is one still', () => {
    const files = new Set(statements().map(({ file }) => file));
    expect(Object.keys(NOT_CUT).filter((file) => !files.has(file))).toEqual([]);
  });
});
