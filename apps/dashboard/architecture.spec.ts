import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderGraph } from '../../tools/folder-graph';
import { DASHBOARD_FOLDERS } from './folder-order';

const APP = join(import.meta.dirname, 'src/app');
/** Screens of a new concept, as the generator makes them. */
const MADE = join(import.meta.dirname, '../../tools/generators/concept/files/apps/dashboard');
const UI = join(import.meta.dirname, '../../libs/ui/src');

/** Files past 300 lines, each with its reason. */
const SECOND_LOOKS: Readonly<Record<string, string>> = {
  'alerts/alert-store.ts':
    'One store of one page: a verb is three lines over a route; what is left is which answer goes to the list and which to the alert.',
  'attendances/log-attendance.ts':
    'One sheet with one form: its draft, words, pickers and the saved state already live in files of their own; what is left is the order in which a call goes.',
  'registration/register-child.ts':
    'One form of five steps with one model: draft, look-alikes and server calls live in files of their own; what is left is which field belongs to which step and how its errors are said.',
};

/** Of the folders that load first, what is asked for later: after something was done, opened or narrowed. */
const LATER = new Set([
  'core/undo-snack.ts',
  'shell/account-menu.ts',
  'shell/help.ts',
  'shell/nav-drawer.ts',
  'today/list-filters.ts',
  'troubles/trouble-drawer.ts',
]);

const files = globSync('**/*.ts', { cwd: APP }).filter((file) => !file.endsWith('.spec.ts'));
const importsOf = (folder: string, file: string): string[] =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from!);

describe('the order of the folders', () => {
  const graph = folderGraph(APP, DASHBOARD_FOLDERS);

  it('names no folder that is gone', () => {
    expect(graph.gone).toEqual([]);
  });

  it('is kept by every import', () => {
    expect(graph.back.map(({ from, to, files }) => `${from} imports ${to}: ${files.join(', ')}`)).toEqual([]);
  });
});

describe('who may use what in the dashboard', () => {
  it('pages talk to the server by the names of its routes: HttpClient stays in core', () => {
    const talkers = files.filter((file) => readFileSync(join(APP, file), 'utf8').includes('HttpClient'));
    const own = talkers.filter((file) => !file.startsWith('core/') && file !== 'app.config.ts');
    expect(own).toEqual([]);
  });

  it('a store uses no other store, but for the signed-in user', () => {
    const tangled = files
      .filter((file) => file.endsWith('-store.ts'))
      .flatMap((file) =>
        importsOf(APP, file).filter((from) => from.endsWith('-store') && !/(core|\.)\/session-store$/.test(from)),
      );
    expect(tangled).toEqual([]);
  });

  it('pieces of libs/ui know neither server nor routes nor stores', () => {
    const knowing = globSync('**/*.ts', { cwd: UI }).flatMap((file) =>
      importsOf(UI, file).filter((from) => /@angular\/(common\/http|router)|-store$|apps\/dashboard/.test(from)),
    );
    expect(knowing).toEqual([]);
  });

  it('screens other than Today load when they are opened', () => {
    const routes = readFileSync(join(APP, 'app.routes.ts'), 'utf8');
    const eager = importsOf(APP, 'app.routes.ts').filter((from) =>
      /^\.\/(patients|patient-record|attendances|alerts|today)\//.test(from),
    );
    expect(eager).toEqual([]);
    expect(routes.match(/load(Children|Component):/g)?.length).toBeGreaterThan(3);
  });

  it('what everybody loads first carries no field and no overlay of Material', () => {
    const first = files.filter(
      (file) => /^(core|shell|today|troubles)\/|^app\.|-announcer\.ts$/.test(file) && !LATER.has(file),
    );
    const heavy = first.filter((file) =>
      importsOf(APP, file).some((from) =>
        /^@angular\/(material\/(?!button$|icon$|toolbar$)|cdk)|ui\/(field|data-list|british-dates)\/(?!list-state)/.test(
          from,
        ),
      ),
    );
    expect(heavy).toEqual([]);
  });

  it('a field of Material outside an sc-field says itself that it is outlined', () => {
    const templates = globSync('**/*.{ts,html}', { cwd: APP }).filter((file) => !file.endsWith('.spec.ts'));
    const bare = templates.filter((file) => {
      const words = readFileSync(join(APP, file), 'utf8').replaceAll(/<sc-field\b[\s\S]*?<\/sc-field>/g, '');
      return words.includes('<mat-form-field') && !words.includes('OUTLINED_FIELDS');
    });
    expect(bare).toEqual([]);
  });

  it('that a part loads, and why it did not, is said by sc-load-state', () => {
    const made = globSync('**/*.template', { cwd: MADE }).map((file) => join(MADE, file));
    const own = [...globSync('**/*.{ts,html}', { cwd: APP }).map((file) => join(APP, file)), ...made].filter((file) =>
      /role="status"[^>]*>Loading|class="skeleton/.test(readFileSync(file, 'utf8')),
    );
    expect(made).not.toEqual([]);
    expect(own).toEqual([]);
  });

  it('lists to choose from, dialogs and dates are Material’s', () => {
    const own = globSync('**/*.{ts,html}', { cwd: APP }).filter((file) =>
      /<select\b|<dialog\b|type="(date|time|datetime-local)"/.test(readFileSync(join(APP, file), 'utf8')),
    );
    expect(own).toEqual([]);
  });

  it('a list without a row says what comes next', () => {
    // A report of a file, and the kinds of letters that there are: neither is ever without a row.
    const never = ['patient-imports/import-report.ts', 'letters/templates-page.html', 'admin-home/hospital-lists.html'];
    const silent = globSync('**/*.{ts,html}', { cwd: APP }).filter((file) => {
      const text = readFileSync(join(APP, file), 'utf8');
      return text.includes('<sc-data-list') && !/<p empty>/.test(text);
    });
    expect(silent.filter((file) => !never.includes(file))).toEqual([]);
  });

  it('no address of a part that loads later is blank', () => {
    const routes = readFileSync(join(APP, 'app.routes.ts'), 'utf8');
    expect(routes.match(/loadChildren:/g)?.length).toBe(routes.match(/orNotHere\(file\.routes\)/g)?.length);
  });

  it('dates are written by domain functions only', () => {
    const own = files.filter((file) =>
      /toLocale(Date|Time)String|DatePipe|\| date\b/.test(readFileSync(join(APP, file), 'utf8')),
    );
    expect(own).toEqual([]);
  });

  it('long files have had their second look', () => {
    const long = files.filter((file) => readFileSync(join(APP, file), 'utf8').split('\n').length > 300);
    expect(long.filter((file) => !(file in SECOND_LOOKS))).toEqual([]);
    expect(Object.keys(SECOND_LOOKS).filter((file) => !long.includes(file))).toEqual([]);
  });
});
