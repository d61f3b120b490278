/** The changelog is written by people, line by line under "Unreleased"; a release gives that section its version. */

const UNRELEASED = '## Unreleased';

/** With what was unreleased under its version and date, and an empty "Unreleased" above it. */
export function withVersion(changelog: string, version: string, date: string): string {
  if (!/\n- /.test(sectionOf(changelog, 'Unreleased')))
    throw new Error('Nothing stands under "Unreleased" in CHANGELOG.md: there is nothing to release.');
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has a section for ${version} already.`);
  return changelog.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} (${date})\n`);
}

/** What stands under a version's heading, without the heading: the notes of its release. */
export function sectionOf(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const found = sections.find((section) => section.split('\n')[0]!.split(' ')[1] === version);
  if (!found) throw new Error(`CHANGELOG.md has no section for ${version}.`);
  return found.slice(found.indexOf('\n')).trimEnd();
}

/** Nx writes the version into the lock file of workspaces only. */
export function withLockedVersion(lockFile: string, version: string): string {
  const lock = JSON.parse(lockFile) as { version: string; packages: { '': { version: string } } };
  lock.version = version;
  lock.packages[''].version = version;
  return `${JSON.stringify(lock, null, 2)}\n`;
}
