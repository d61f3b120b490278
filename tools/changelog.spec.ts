import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sectionOf, withVersion } from './changelog';

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

test('the changelog of this repository can be released', () => {
  const text = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8');
  expect(withVersion(text, '999.0.0', '29-Nov-2026')).toContain('## 999.0.0 (29-Nov-2026)');
});
