/// <reference types="vite/types/importMeta.d.ts" />
import { ROLES } from '@shared-care/domain/roles';
import { describe, expect, it } from 'vitest';
import { ROUTES } from './all-routes';
import { PERMISSIONS } from './permissions';
import type { Permissions } from './role-groups';
import { whoMayPage } from './who-may-page';

const ROOMS = import.meta.glob<Record<string, Permissions>>('./*/permissions.ts', { eager: true });

describe('the permission table', () => {
  it('has the lines of every concept, each resource once', () => {
    const resources = Object.values(ROOMS).flatMap((room) => Object.values(room).flatMap(Object.keys));
    expect(resources.sort()).toEqual(Object.keys(PERMISSIONS).sort());
    expect(new Set(resources).size).toBe(resources.length);
  });

  it('has no line that opens nothing', () => {
    // The live stream is a door without a line in the table of routes.
    const asked = new Set([
      'live.listen',
      ...ROUTES.flatMap(({ access }) => ('open' in access ? [] : access.join('.'))),
    ]);
    const lines = Object.entries<Record<string, unknown>>(PERMISSIONS).flatMap(([resource, actions]) =>
      Object.keys(actions).map((action) => `${resource}.${action}`),
    );
    expect(lines.filter((line) => !asked.has(line))).toEqual([]);
  });

  it('is on one page, docs/who-may.md; --update renews it', async () => {
    expect(whoMayPage()).toContain(Object.values(ROLES).join(' | '));
    await expect(whoMayPage()).toMatchFileSnapshot('../../../docs/who-may.md');
  });
});
