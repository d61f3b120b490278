import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sectionOf, withLockedVersion, withVersion } from './changelog';

const CHANGELOG = `# Changelog

## Unreleased

### Added

- A line.

## 0.1.0 (01-Nov-2026)

- The first.
`;

test('a release gives what is unreleased its version and leaves an empty section', () => {
  const released = withVersion(CHANGELOG, '0.2.0', '29-Nov-2026');
  expect(released).toContain('## Unreleased\n\n## 0.2.0 (29-Nov-2026)\n\n### Added');
  expect(sectionOf(released, '0.2.0').trim()).toBe('### Added\n\n- A line.');
  expect(sectionOf(released, '0.1.0').trim()).toBe('- The first.');
  expect(sectionOf(released, 'Unreleased')).toBe('');
});

test('nothing is released twice, nor when nothing changed', () => {
  const released = withVersion(CHANGELOG, '0.2.0', '29-Nov-2026');
  expect(() => withVersion(released, '0.3.0', '30-Nov-2026')).toThrow('nothing to release');
  expect(() => withVersion(CHANGELOG, '0.1.0', '30-Nov-2026')).toThrow('already');
  expect(() => sectionOf(CHANGELOG, '9.9.9')).toThrow('no section');
});

const ROOT = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');

test('the changelog of this repository can be released, or has just been', () => {
  const text = read('CHANGELOG.md');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const released = sectionOf(text, 'Unreleased') === '' ? text : withVersion(text, '999.0.0', '29-Nov-2026');
  const [, newest] = released.match(/^## (\d+\.\d+\.\d+) \(/m) ?? [];
  expect([version, '999.0.0']).toContain(newest);
});

test('the lock file has the version of the package', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: { '': { version: string } } };
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
});

test('a version is written into the lock file, and nothing else', () => {
  const lock = read('package-lock.json');
  const written = withLockedVersion(lock, '999.0.0');
  expect(written.match(/"version": "999\.0\.0"/g)).toHaveLength(2);
  const { version } = JSON.parse(lock) as { version: string };
  expect(withLockedVersion(written, version)).toBe(lock);
});
