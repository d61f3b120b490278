/**
 * `npm run release -- minor` (or patch, major, a version; `--dry-run` only shows): one version for everything. Nx writes
 * it into package.json and the lock file, the changelog's "Unreleased" gets it as heading, the released description of
 * the API is printed, and a commit and a tag are made. `npm run release -- notes 0.2.0` prints what a version brought.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { releaseVersion } from 'nx/release';
import { sectionOf, withLockedVersion, withVersion } from './changelog.ts';

const CHANGELOG = 'CHANGELOG.md';
const LOCK = 'package-lock.json';
const words = process.argv.slice(2);
const dryRun = words.includes('--dry-run');
const [first, version] = words.filter((word) => !word.startsWith('--'));

function git(...words: string[]): string {
  return execFileSync('git', words, { encoding: 'utf8' }).trim();
}

async function release(specifier: string): Promise<void> {
  if (!dryRun && git('status', '--porcelain')) throw new Error('Commit what is changed first.');
  // Before Nx writes anything.
  withVersion(readFileSync(CHANGELOG, 'utf8'), 'next', 'today');
  const { workspaceVersion } = await releaseVersion({ specifier, dryRun });
  if (!workspaceVersion) throw new Error(`Nx made no version of “${specifier}”.`);
  const [day, month, year] = new Date()
    .toLocaleDateString('en-GB', { day: '2-digit', month: 'short', year: 'numeric' })
    .split(' ');
  const changelog = withVersion(
    readFileSync(CHANGELOG, 'utf8'),
    workspaceVersion,
    `${day}-${month!.slice(0, 3)}-${year}`,
  );
  console.log(`Notes of ${workspaceVersion}:\n${sectionOf(changelog, workspaceVersion)}`);
  if (dryRun) return;
  writeFileSync(CHANGELOG, changelog);
  writeFileSync(LOCK, withLockedVersion(readFileSync(LOCK, 'utf8'), workspaceVersion));
  const printed = spawnSync('npm', ['run', '--silent', 'openapi', '--', 'docs/api/released.json'], {
    stdio: 'inherit',
  });
  if (printed.status !== 0) throw new Error('The description of the API could not be printed.');
  git('commit', '-a', '-m', `chore(release): ${workspaceVersion}`);
  git('tag', '-a', `v${workspaceVersion}`, '-m', `Version ${workspaceVersion}`);
  console.log(`\nLook at it, then: git push --follow-tags`);
}

try {
  if (first === 'notes' && version) console.log(sectionOf(readFileSync(CHANGELOG, 'utf8'), version).trim());
  else if (first) await release(first);
  else throw new Error('Say which: npm run release -- patch | minor | major | <version> [--dry-run]');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
