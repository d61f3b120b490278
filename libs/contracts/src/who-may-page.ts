import { ROLES, type Role } from '@shared-care/domain/roles';
import { PERMISSIONS } from './permissions';
import type { Permissions } from './role-groups';

const TABLE: Permissions = PERMISSIONS;
const COLUMNS = Object.keys(ROLES) as Role[];

/**
 * `docs/who-may.md`: the permission table of all concepts on one page, printed from what the guard reads, so that page
 * and program cannot differ. A spec fails when the stored page is stale.
 */
export function whoMayPage(): string {
  const lines = Object.keys(TABLE)
    .sort()
    .flatMap((resource) => Object.entries(TABLE[resource]!).map(([action, roles]) => ({ resource, action, roles })));
  return [
    '# Who may do what',
    'Printed from `libs/contracts/src/<concept>/permissions.ts`, for a reviewer to read. Do not edit: change the line there, then run `npx vitest run libs/contracts/src/who-may-page.spec.ts --update`.',
    'A role without a mark is refused, and what is not in this table is refused to everybody who is signed in. A link consultant reaches own patients only: row-level policies of the database say which. Some steps also need a second person, or a state of the thing itself; [States and rules](states.md) and the database hold those.',
    padded(
      ['May', ...COLUMNS.map((role) => ROLES[role])],
      lines.map(({ resource, action, roles }) => [
        `\`${resource}.${action}\``,
        ...COLUMNS.map((role) => (roles.includes(role) ? 'yes' : '')),
      ]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function padded(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: string[]): string => `| ${cells.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
