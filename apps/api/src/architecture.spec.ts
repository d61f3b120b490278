import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { folderGraph } from '../../../tools/folder-graph';
import { API_FOLDERS } from '../folder-order';

const SRC = import.meta.dirname;
const WORKSPACE = resolve(SRC, '../../..');

/** Files past 300 lines or with more than 6 injected dependencies, each with its reason. */
const SECOND_LOOKS: Readonly<Record<string, string>> = {};

/** A write through an entity: `tx.update(Survey, …)`, `insertRow(tx, Survey, …)`, `.update(Survey)` of a query. */
const WRITES = /\b(?:insert\w*|update|upsert|delete)\((?:tx, |this\.feeds\.manager, )?([A-Z]\w+)[,)]/g;

/**
 * Registration makes the record that `patients` keeps; a person changes their own password where they sign in; an
 * account that ends takes its sessions along.
 */
const TWO_WRITERS = ['Patient: patients, registration'];

const files = globSync('**/*.ts', { cwd: SRC }).filter(
  (file) => !file.endsWith('.spec.ts') && !/(^|[\\/])testing[\\/]/.test(file),
);
describe('the order of the folders', () => {
  const graph = folderGraph(SRC, API_FOLDERS);

  it('names no folder that is gone', () => {
    expect(graph.gone).toEqual([]);
  });

  it('is kept by every import', () => {
    expect(graph.back.map(({ from, to, files }) => `${from} imports ${to}: ${files.join(', ')}`)).toEqual([]);
  });

  it('gives the insert of an alert one home', () => {
    const raisers = files.filter((file) =>
      /insert\w*\((tx, )?Alert,|INSERT INTO alerts\b/i.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(raisers).toEqual(['alerts/raise-alert.ts']);
  });

  it('gives each table one writing folder', () => {
    const writers = new Map<string, Set<string>>();
    for (const file of files.filter((name) => name.includes('/') && !name.startsWith('feeds/'))) {
      const source = readFileSync(join(SRC, file), 'utf8');
      for (const [, table] of source.matchAll(WRITES)) {
        // An entity whose name its answer has as well is imported as a row.
        const entity = table?.replace(/Row$/, '');
        if (entity) writers.set(entity, (writers.get(entity) ?? new Set()).add(file.split('/')[0]!));
      }
    }
    expect(
      [...writers]
        .filter(([, folders]) => folders.size > 1)
        .map(([table, folders]) => `${table}: ${[...folders].sort().join(', ')}`)
        .sort(),
    ).toEqual(TWO_WRITERS);
  });
});

describe('second looks', () => {
  it('are given to every long file', () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 300);
    expect(long.filter((file) => !(file in SECOND_LOOKS))).toEqual([]);
    expect(Object.keys(SECOND_LOOKS).filter((file) => !long.includes(file))).toEqual([]);
  });

  it('are given to every class with many dependencies', () => {
    const greedy = files.filter((file) => {
      const constructor = readFileSync(join(SRC, file), 'utf8').match(/constructor\(([^)]*)\)/)?.[1] ?? '';
      return (constructor.match(/private readonly/g) ?? []).length > 6;
    });
    expect(greedy.filter((file) => !(file in SECOND_LOOKS))).toEqual([]);
  });
});

/** Which rules about imports and the like stop this text. */
async function fences(filePath: string, code: string): Promise<string[]> {
  const [result] = await new ESLint({ cwd: WORKSPACE }).lintText(code, { filePath: join(WORKSPACE, filePath) });
  return (result?.messages ?? [])
    .map(({ ruleId }) => ruleId ?? '')
    .filter((rule) => /^@nx\/enforce-module-boundaries$|no-restricted/.test(rule));
}

describe('the fences between projects', () => {
  it.each([
    ['libs/domain/src/fence.ts', `import { Injectable } from '@nestjs/common';\nexport const used = Injectable;\n`],
    [
      'libs/contracts/src/fence.ts',
      `import { User } from '@shared-care/database/entities/user';\nexport const used = User;\n`,
    ],
    ['libs/ui/src/fence.ts', `import { HttpClient } from '@angular/common/http';\nexport const used = HttpClient;\n`],
    ['apps/dashboard/src/fence.ts', `import { DataSource } from 'typeorm';\nexport const used = DataSource;\n`],
    [
      'apps/dashboard/src/app/fence.ts',
      `import { User } from '@shared-care/database/entities/user';\nexport const used = User;\n`,
    ],
    ['apps/api/src/fence.ts', `export const used = process.env['PATH'];\n`],
    ...['alerts/routes', 'alerts/answers', 'all-routes'].map((file) => [
      'apps/dashboard/src/app/fence.ts',
      `import { value } from '@shared-care/contracts/${file}';\nexport const used = value;\n`,
    ]),
  ] as [string, string][])('stop a forbidden import in %s', async (filePath, code) => {
    expect(await fences(filePath, code)).not.toEqual([]);
  });

  it('let the dashboard have the types of routes and answers', async () => {
    const code = `import type { Values } from '@shared-care/contracts/alerts/answers';\nexport type Used = Values;\n`;
    expect(await fences('apps/dashboard/src/app/fence.ts', code)).toEqual([]);
  });

  it('know every project by its tags', () => {
    const untagged = globSync('{apps,libs}/*/project.json', { cwd: WORKSPACE }).filter((file) => {
      const { tags } = JSON.parse(readFileSync(join(WORKSPACE, file), 'utf8')) as { tags?: string[] };
      return !tags?.some((tag) => tag.startsWith('scope:')) || !tags.some((tag) => tag.startsWith('type:'));
    });
    expect(untagged).toEqual([]);
  });
});
