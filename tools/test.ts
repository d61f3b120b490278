/** `npm test`: every check there is, ending with one line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from '../e2e/support/browser.ts';

const RESULTS = 'test-results';

interface Tally {
  passed: number;
  failed: number;
}

interface Suite {
  specs?: { ok: boolean }[];
  suites?: Suite[];
}

function run(command: string, ...parameters: string[]): boolean {
  console.log(`\n> ${[command, ...parameters].join(' ')}`);
  return spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function asOne(ok: boolean): Tally {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** A runner that failed without one failed test (a crash, a missing file) still counts as a failure. */
function atLeastOne(ok: boolean, tally: Tally): Tally {
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

function units(): Tally {
  const file = `${RESULTS}/units.json`;
  const ok = run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  const report = readJson<{ numPassedTests: number; numFailedTests: number }>(file);
  return atLeastOne(ok, { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 });
}

function access(): Tally {
  const ok = run('npm', 'run', '--silent', 'access');
  const report = readJson<{ cells: number; unexpected: number; canaries: number }>(`${RESULTS}/access.json`);
  if (!report) return asOne(false);
  const { cells, unexpected, canaries } = report;
  return atLeastOne(ok, { passed: Math.max(0, cells - unexpected - canaries), failed: unexpected + canaries });
}

function journeys(): Tally {
  if (!findBrowser() && !run('playwright', 'install', 'chromium')) {
    console.log(
      'No browser to test with. Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to one, and run npm test again.',
    );
    return asOne(false);
  }
  const ok = run('playwright', 'test', '-c', 'e2e/playwright.config.ts');
  const specsIn = (suite: Suite): { ok: boolean }[] => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specsIn),
  ];
  const specs = (readJson<Suite>(`${RESULTS}/journeys.json`)?.suites ?? []).flatMap(specsIn);
  const passed = specs.filter((spec) => spec.ok).length;
  return atLeastOne(ok, { passed, failed: specs.length - passed });
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const tallies = [
  asOne(run('nx', 'run-many', '-t', 'build', '--output-style=static')),
  asOne(run('npm', 'run', '--silent', 'lint')),
  asOne(run('nx', 'run-many', '-t', 'typecheck', '--output-style=static')),
  units(),
  access(),
  journeys(),
  asOne(run('npm', 'run', '--silent', 'faults', '--', '--kills', '60')),
];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
