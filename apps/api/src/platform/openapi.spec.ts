import { readFileSync } from 'node:fs';
import { validate } from '@readme/openapi-parser';
import { ROUTES } from '@shared-care/contracts/all-routes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakingChanges, type Described } from '../testing/api-changes';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { openApi } from './openapi';

const described = JSON.parse(JSON.stringify(openApi())) as Described;
const changed = (change: (described: Described) => void): string[] => {
  const after = structuredClone(described);
  change(after);
  return breakingChanges(described, after);
};

describe('the description of the API', () => {
  test('is valid OpenAPI and holds every route', async () => {
    const result = await validate(structuredClone(described) as never);
    expect(result).toMatchObject({ valid: true, warnings: [] });
    const operations = Object.values(described.paths).flatMap((methods) => Object.keys(methods));
    expect(operations).toHaveLength(ROUTES.length);
  });

  // Printed at each release: npm run openapi -- docs/api/released.json
  test('breaks no client of the last release, unless CHANGELOG.md says so word for word', async () => {
    const root = new URL('../../../../', import.meta.url);
    const changelog = readFileSync(new URL('CHANGELOG.md', root), 'utf8');
    const released = new URL('docs/api/released.json', root);
    const broken = breakingChanges(JSON.parse(readFileSync(released, 'utf8')) as Described, described);
    expect(broken.filter((change) => !changelog.includes(change))).toEqual([]);
  });
});

describe('a change breaks clients', () => {
  const acknowledge = '/api/alerts/{id}/acknowledge';
  test('when a route goes', () => {
    expect(changed((it) => Reflect.deleteProperty(it.paths, acknowledge))).toEqual([`POST ${acknowledge} is gone`]);
  });
  test('when the body demands more or takes less', () => {
    const version = (it: Described) => it.components.schemas['AlertVersion']!;
    expect(changed((it) => version(it).required!.push('reason'))).toContain(`POST ${acknowledge}: demands reason`);
    expect(changed((it) => delete version(it).properties!['version'])).toContain(
      `POST ${acknowledge}: takes no version any more`,
    );
    expect(changed((it) => (version(it).properties!['version']!.type = 'string'))).toContain(
      `POST ${acknowledge}: version may not be integer any more`,
    );
  });
  test('when the answer holds less or something else', () => {
    const alert = (it: Described) => it.components.schemas['AlertInQueue']!;
    const queue = 'GET /api/alerts';
    expect(changed((it) => delete alert(it).properties!['openedAt'])).toContain(
      `${queue}: answers no alerts[].openedAt any more`,
    );
    expect(changed((it) => (alert(it).properties!['openedAt']!.type = ['string', 'null']))).toContain(
      `${queue}: alerts[].openedAt may be null`,
    );
  });
  test('and not when there is more to read, or one more thing that may be sent', () => {
    const alert = (it: Described) => it.components.schemas['AlertInQueue']!;
    expect(
      changed((it) => {
        alert(it).properties!['more'] = { type: 'string' };
        it.components.schemas['AlertVersion']!.properties!['more'] = { type: 'string' };
        it.paths['/api/new'] = it.paths[acknowledge]!;
      }),
    ).toEqual([]);
  });
});

describe('over HTTP', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  test('is read by people who are signed in', async () => {
    expect((await nurse.get('/api/openapi.json')).status).toBe(200);
    expect((await nurse.get('/api/docs')).status).toBe(200);
    expect((await fetch(`${app.url}/api/openapi.json`)).status).toBe(401);
  });
});
