import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderGraph } from './folder-graph';

describe('npm run graph', () => {
  it('finds no arrow back in either app, and says so in its last line', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'graph.ts')], {
      encoding: 'utf8',
    });
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^folders \d+, arrows \d+, back 0$/);
    expect(status).toBe(0);
  });
});

describe('the graph of folders', () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'graph-'));
    write('low/a.ts', `export const a = 1;\n`);
    write('high/b.ts', `import { a } from '../low/a';\nexport const b = a;\n`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const backOf = (order: string[][]): string[] =>
    folderGraph(root, order).back.map(({ from, to, files }) => `${from} → ${to}: ${files.join()}`);

  it('lets a folder import from the lines above', () => {
    const graph = folderGraph(root, [['low'], ['high']]);
    expect(graph.arrows.map(({ from, to }) => `${from} → ${to}`)).toEqual(['high → low']);
    expect(graph.back).toEqual([]);
  });

  it('sees an arrow back, a sideways one, and one that is drawn later by import()', () => {
    expect(backOf([['high'], ['low']])).toEqual(['high → low: high/b.ts']);
    expect(backOf([['low', 'high']])).toEqual(['high → low: high/b.ts']);
    write('low/deep/c.ts', `export const c = () => import('../../high/b');\n`);
    expect(backOf([['low'], ['high']])).toEqual(['low → high: low/deep/c.ts']);
  });

  it('lets a folder without a line import from every line, and no folder from it', () => {
    expect(backOf([['low']])).toEqual([]);
    expect(backOf([['high']])).toEqual(['high → low: high/b.ts']);
    expect(backOf([])).toEqual(['high → low: high/b.ts']);
  });

  it('names a line whose folder is gone', () => {
    expect(folderGraph(root, [['low'], ['high', 'old']]).gone).toEqual(['old']);
  });

  it('leaves tests and their samples aside', () => {
    write('low/a.spec.ts', `import { b } from '../high/b';\nexport const used = b;\n`);
    expect(backOf([['low'], ['high']])).toEqual([]);
  });
});
