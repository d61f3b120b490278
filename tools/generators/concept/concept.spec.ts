import { join, relative } from 'node:path';
import { FsTree } from 'nx/src/generators/tree';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { CENTRAL_LISTS, namesOf } from './central-lists';
import concept from './generator';

const ROOT = join(import.meta.dirname, '../../..');

describe('a new concept', () => {
  const tree = new FsTree(ROOT, false);
  beforeAll(async () => {
    await concept(tree, { name: 'clinic-visits' });
  });
  const paths = (type: 'CREATE' | 'UPDATE' | 'DELETE'): string[] =>
    tree
      .listChanges()
      .filter((change) => change.type === type)
      .map(({ path }) => path);

  it('touches three central lists, and nothing else that is there', () => {
    expect(paths('UPDATE').sort()).toEqual(Object.keys(CENTRAL_LISTS).sort());
    expect(paths('UPDATE').length).toBeLessThanOrEqual(3);
    expect(paths('DELETE')).toEqual([]);
  });

  it('has a room on every floor', () => {
    for (const floor of ['libs/contracts/src', 'libs/database/src/schema', 'apps/api/src', 'apps/dashboard/src/app'])
      expect(paths('CREATE').some((path) => path.startsWith(`${floor}/clinic-visits/`))).toBe(true);
  });

  it('brings its own line of who may, both second entries, and a sample of each body', () => {
    for (const file of ['permissions', 'access', 'leaves', 'shapes', 'routes', 'answers'])
      expect(paths('CREATE')).toContain(`libs/contracts/src/clinic-visits/${file}.ts`);
    expect(paths('CREATE')).toContain('apps/api/src/clinic-visits/testing/samples.ts');
    expect(paths('CREATE')).toContain('libs/database/src/entities/clinic-visit.ts');
    expect(tree.read('libs/contracts/src/permissions.ts', 'utf8')).toContain('  ...clinicVisitPermissions,\n');
    const routes = tree.read('libs/contracts/src/clinic-visits/routes.ts', 'utf8')!;
    for (const [, may] of routes.matchAll(/access: \[(.*?)\]/g)) expect(may).toMatch(/^'clinicVisit', '(read|write)'$/);
    const answered = tree.read('libs/contracts/src/clinic-visits/access.ts', 'utf8')!;
    for (const [, method, path] of routes.matchAll(/(get|post)\('([^']+)'/g))
      expect(answered).toContain(`'${method!.toUpperCase()} /api/${path}'`);
  });

  it('is reached by its path before the start page answers', () => {
    const routes = tree.read('apps/dashboard/src/app/app.routes.ts', 'utf8')!;
    expect(routes.indexOf("path: 'clinic-visits'")).toBeGreaterThan(0);
    expect(routes.indexOf("path: 'clinic-visits'")).toBeLessThan(routes.indexOf('./today/today.routes'));
  });

  it.each(['apps/api', 'apps/dashboard'])(
    'compiles in %s',
    (app) => {
      const changed = new Map(
        tree.listChanges().flatMap(({ path, content }) => (content ? [[join(ROOT, path), content.toString()]] : [])),
      );
      const files = [...changed.keys()].filter((file) => file.endsWith('.ts') && file.startsWith(join(ROOT, app)));
      expect(troubles(app, files, changed)).toEqual([]);
    },
    300_000,
  );

  it('is named in the plural, once', async () => {
    expect(() => namesOf('ClinicVisit')).toThrow('plural');
    expect(namesOf('allergies')).toMatchObject({
      one: 'Allergy',
      file: 'allergy',
      routes: 'allergyRoutes',
      title: 'Allergies',
    });
    await expect(concept(tree, { name: 'clinic-visits' })).rejects.toThrow('already');
  });
});

/** What the compiler says of these files, with the changed ones as they would be. */
function troubles(app: string, files: string[], changed: ReadonlyMap<string, string>): string[] {
  const config = join(ROOT, app, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    join(ROOT, app),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (file) => changed.has(file) || fileExists(file);
  host.readFile = (file) => changed.get(file) ?? readFile(file);
  host.directoryExists = (folder) =>
    [...changed.keys()].some((file) => file.startsWith(`${folder}/`)) || directoryExists!(folder);
  const program = ts.createProgram(files, options, host);
  return files
    .map((file) => program.getSourceFile(file)!)
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(
      ({ file, messageText }) =>
        `${relative(ROOT, file!.fileName)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
