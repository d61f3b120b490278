import { formatFiles, generateFiles, type Tree } from '@nx/devkit';
import { join } from 'node:path';
import { CENTRAL_LISTS, namesOf, type ConceptNames } from './central-lists.ts';

/** `npx nx g @shared-care/tools:concept clinic-visits`. */
export default async function concept(
  tree: Tree,
  { name, title }: { name: string; title?: string },
): Promise<() => void> {
  const names = namesOf(name, title);
  if (tree.exists(`libs/contracts/src/${names.room}`)) throw new Error(`There is a room “${names.room}” already.`);
  generateFiles(tree, join(import.meta.dirname, 'files'), '.', { ...names });
  writeMigration(tree, names);
  for (const [list, withConcept] of Object.entries(CENTRAL_LISTS))
    tree.write(list, withConcept(tree.read(list, 'utf8')!, names));
  await formatFiles(tree);
  return () => process.stdout.write(NEXT(names));
}

/** A database in use gets the table by a dated step with the words that `tables.sql` has on this day. */
function writeMigration(tree: Tree, { room, table, Many }: ConceptNames): void {
  const at = Date.now();
  const made = tree.read(`libs/database/src/schema/${room}/tables.sql`, 'utf8')!.trimEnd();
  tree.write(
    `libs/database/src/migrations/${at}-created-${room}.ts`,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Created${Many}${at} implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(\`${made.replaceAll('\n', '\n      ')}\`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE ${table}');
  }
}
`,
  );
}

const NEXT = ({ room, table, title, resource }: ConceptNames): string => `
${title} has a room on every floor. What is yours now:
- its rules in libs/domain, its own fields in libs/contracts/src/${room}, and who may: “${resource}” in its permissions.ts;
- of a child? Then patient_id in ${table}, its policy, what merging does with it, and a line for each route in leaves.ts;
- a link to its page (shell/navigation.ts, or the page of the child), demo data, docs/map.md, CHANGELOG.md;
- npm run schema:print, npx vitest run libs/contracts/src/who-may-page.spec.ts --update, npm run access.
`;
