import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from './actions';

const WORKSPACE = resolve(import.meta.dirname, '../..');
const BIN = join(WORKSPACE, 'node_modules/.bin');

/** As somebody at a terminal runs it. */
async function run(command: string, ...args: string[]): Promise<string> {
  const env = { PATH: `${BIN}:${process.env['PATH'] ?? ''}`, HOME: process.env['HOME'] };
  const { stdout } = await promisify(execFile)(command, args, { cwd: WORKSPACE, env, maxBuffer: 10_000_000 });
  return stdout;
}

/** What it measures beside other specs says nothing: the one thing told here is that it can be run. */
describe('npm run load', { timeout: 600_000 }, () => {
  it('runs: product, floor and bare floor do every action, and the last line is for programs', async () => {
    await run('vite', 'build', '-c', 'e2e/load/vite.config.ts', '--logLevel', 'warn');
    const said = await run('node', 'dist/e2e/load/load.js', '--smoke');
    const last = said.trim().split('\n').at(-1)!;
    expect(last).toMatch(/^ratios /);
    const measured = [...last.matchAll(/(\S+)\/tiny=(\d+\.\d\d)/g)].map(([, name]) => name);
    expect(measured).toEqual(ACTIONS.map(({ name }) => name.replaceAll(' ', '_')));
  });
});
