/** What runs before `npm start` and the commands: builds what changed in one quiet line, or shows the whole log of a failure. */
import { spawnSync } from 'node:child_process';

const projects = process.argv.slice(2);
const began = performance.now();
console.log(`Builds ${projects.join(' and ')}: a minute or two the first time, seconds when nothing changed.`);
const build = spawnSync('nx', ['run-many', '-t', 'build', `--projects=${projects.join(',')}`], {
  encoding: 'utf8',
  // Nx answers from its cache with the log of the old build, and prints advertisements: neither is news.
  stdio: ['ignore', 'pipe', 'pipe'],
  shell: process.platform === 'win32',
  maxBuffer: Infinity,
});
if (build.status === 0) {
  console.log(`Built in ${Math.round((performance.now() - began) / 1000)} s.`);
} else {
  console.error(build.stdout ?? '', build.stderr ?? '', build.error ?? '');
  process.exitCode = build.status ?? 1;
}
