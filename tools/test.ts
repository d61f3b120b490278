/** `npm test`: every check there is, ending with one line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findBrowser } from '../e2e/support/browser.ts';

const RESULTS = 'test-results';
const LINES_OF_AN_ERROR = 12;

interface Tally {
  passed: number;
  failed: number;
}

interface BrowserSpec {
  ok: boolean;
  title: string;
  file: string;
  line: number;
  tests?: { results?: { errors?: { message?: string; location?: { line: number } }[] }[] }[];
}

interface Suite {
  specs?: BrowserSpec[];
  suites?: Suite[];
}

/** Named again at the end, where a reader of the last lines finds them. */
const failures: string[] = [];

function run(command: string, ...parameters: string[]): boolean {
  console.log(`\n> ${[command, ...parameters].join(' ')}`);
  return spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function asOne(name: string, ok: boolean): Tally {
  if (!ok) failures.push(name);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** A runner that failed without one failed test (a crash, a missing file) still counts as a failure. */
function atLeastOne(name: string, ok: boolean, tally: Tally): Tally {
  if (ok || tally.failed > 0) return tally;
  failures.push(`${name} ended badly without one failed test`);
  return { ...tally, failed: 1 };
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

interface UnitReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

function units(): Tally {
  const file = `${RESULTS}/units.json`;
  const ok = run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  const report = readJson<UnitReport>(file);
  for (const spec of report?.testResults ?? []) {
    const failed = spec.assertionResults.filter(({ status }) => status === 'failed');
    const where = relative(process.cwd(), spec.name);
    failures.push(...failed.map((test) => `${where}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`));
    if (failed.length === 0 && spec.message) failures.push(`${where}: ${firstLine(spec.message)}`);
  }
  return atLeastOne('units', ok, { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 });
}

function access(): Tally {
  const ok = run('npm', 'run', '--silent', 'access');
  const report = readJson<{ cells: number; unexpected: number; canaries: number; failed: string[] }>(
    `${RESULTS}/access.json`,
  );
  if (!report) return asOne('access', false);
  failures.push(...report.failed.map((each) => `access: ${firstLine(each)}`));
  const { cells, unexpected, canaries } = report;
  return atLeastOne('access', ok, {
    passed: Math.max(0, cells - unexpected - canaries),
    failed: unexpected + canaries,
  });
}

/** A browser to test with is there, or was brought. */
function hasBrowser(): boolean {
  if (findBrowser() || run('playwright', 'install', 'chromium')) return true;
  console.log(
    'No browser to test with. Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to one, and run npm test again.',
  );
  return false;
}

/** The specs of one Playwright configuration, which writes its report to `<name>.json`. */
function inBrowser(name: string, config: string): Tally {
  if (!hasBrowser()) return asOne(`${name}: no browser`, false);
  const ok = run('playwright', 'test', '-c', config);
  const specsIn = (suite: Suite): BrowserSpec[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)];
  const specs = (readJson<Suite>(`${RESULTS}/${name}.json`)?.suites ?? []).flatMap(specsIn);
  failures.push(...specs.filter((spec) => !spec.ok).map((spec) => `${name}: ${whatFailed(spec)}`));
  const passed = specs.filter((spec) => spec.ok).length;
  return atLeastOne(name, ok, { passed, failed: specs.length - passed });
}

/** Where it stands, and why it failed: a machine that runs it for others shows little more than the last lines. */
function whatFailed({ title, file, line, tests = [] }: BrowserSpec): string {
  const errors = tests.flatMap(({ results = [] }) => results.flatMap(({ errors = [] }) => errors));
  const said = errors.map(({ message = '', location }) => {
    const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES_OF_AN_ERROR);
    return [`line ${location?.line ?? line}`, ...lines].filter((each) => each.trim() !== '').join('\n    ');
  });
  return [`${file}: ${title}`, ...said].join('\n  ');
}

/** Components by themselves in a browser. */
function pieces(): Tally {
  if (!run('nx', 'run', 'dashboard:pieces', '--output-style=static')) return asOne('pieces: build', false);
  return inBrowser('pieces', 'e2e/pieces.config.ts');
}

/** How long each part took, told at the end. */
const took: string[] = [];

function timed(name: string, part: () => Tally): Tally {
  const began = performance.now();
  const tally = part();
  took.push(`${name} ${((performance.now() - began) / 60_000).toFixed(1)}`);
  return tally;
}

/** A message of many lines says what went wrong in its first. */
function firstLine(message = ''): string {
  return message.split('\n')[0]!.slice(0, 300);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const tallies = [
  timed('build', () => asOne('build', run('nx', 'run-many', '-t', 'build', '--output-style=static'))),
  timed('lint', () => asOne('lint', run('npm', 'run', '--silent', 'lint'))),
  timed('typecheck', () => asOne('typecheck', run('nx', 'run-many', '-t', 'typecheck', '--output-style=static'))),
  timed('units', units),
  timed('access', access),
  timed('pieces', pieces),
  timed('journeys', () => inBrowser('journeys', 'e2e/playwright.config.ts')),
  timed('faults', () => asOne('faults', run('npm', 'run', '--silent', 'faults', '--', '--kills', '60'))),
  timed('terminations', () =>
    asOne('terminations', run('npm', 'run', '--silent', 'faults', '--', '--terminations', '100')),
  ),
];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((each) => `- ${each}`).join('\n')}`);
console.log(`\nMinutes: ${took.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
