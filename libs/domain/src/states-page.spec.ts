import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statesPage } from './states-page';

const PAGE = new URL('../../../docs/states.md', import.meta.url);

test('docs/states.md is what the rules print; UPDATE_STATES=1 renews it', () => {
  if (process.env['UPDATE_STATES'] === '1') writeFileSync(PAGE, statesPage());
  expect(readFileSync(PAGE, 'utf8')).toBe(statesPage());
});
