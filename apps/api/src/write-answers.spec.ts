import { randomUUID } from 'node:crypto';
import type { Actor } from '@shared-care/contracts/actors';
import { ANSWERED } from '@shared-care/contracts/double-entry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from './testing/client';
import { readyAlert } from './testing/ready-alert';
import { pathOf, routesOf, type Route } from './testing/routes';
import type { Sample } from './testing/sample';
import { acceptedBodies, samplesOf } from './testing/samples';
import { ADMIN, DOCTOR, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from './testing/test-app';

/** A write answers what it changed. */
const MOST_BYTES = 2_000;

const PAGE = 'The one page on screen, which shows the change in more than one place (0078).';
const ANSWER = 'Asks and changes nothing: what was asked for is the answer.';
const FILE = 'What was made now is shown or printed next.';

/** Writes that answer more, each with the reason. The list gets shorter. */
const LARGER: Record<string, string> = {
  'POST /api/settings/changes/:id/decide': PAGE,
  'POST /api/account/authenticator-app': 'The picture of the code for the telephone.',
  'POST /api/contacts/:id/changes': PAGE,
  'POST /api/contact-changes/:id/confirm': PAGE,
  'POST /api/hospitals/:id/network': PAGE,
  'POST /api/hospitals/:id/units': PAGE,
  'POST /api/hospitals/:id/capabilities': PAGE,
  'POST /api/capabilities/:id/end': PAGE,
  'POST /api/hospitals/:id/contacts': PAGE,
  'POST /api/patients/:id/facts': PAGE,
  'POST /api/patients/:id/weights': PAGE,
  'POST /api/patients/:id/inhibitor-results': PAGE,
  'POST /api/merges/preview': ANSWER,
  'POST /api/merges': PAGE,
  'POST /api/patients/search': ANSWER,
  'POST /api/rota/patterns/:id/withdraw': PAGE,
  'POST /api/rota/numbers': PAGE,
  'POST /api/patients/:id/family/people': PAGE,
  'POST /api/patients/:id/family/communication': PAGE,
  'POST /api/patients/:id/family/places': PAGE,
  'POST /api/patients/:id/family/givers': PAGE,
  'POST /api/patients/:id/family/dose-days': PAGE,
  'POST /api/patients/:id/family/strike-out': PAGE,
  'POST /api/patients/:id/family/restore': PAGE,
  'POST /api/patients/:id/links': PAGE,
  'POST /api/patients/:id/move': PAGE,
  'POST /api/links/:id/end': PAGE,
  'POST /api/links/:id/consultant': PAGE,
  'POST /api/links/:id/confirm': PAGE,
  'POST /api/patients/:id/open-access': PAGE,
  'POST /api/open-access/:id/confirm': PAGE,
  'POST /api/open-access/:id/suspend': PAGE,
  'POST /api/open-access/:id/resume': PAGE,
  'POST /api/open-access/:id/withdraw': PAGE,
  'POST /api/emergency-plans/:id/text': PAGE,
  'POST /api/emergency-plans/:id/discard': PAGE,
  'POST /api/letters': FILE,
  'POST /api/letter-templates': PAGE,
  'POST /api/letter-templates/:id/text': PAGE,
  'POST /api/letter-templates/:id/approve': PAGE,
  'POST /api/patients/:id/treatments': PAGE,
  'POST /api/patients/:id/home-therapy': PAGE,
  'POST /api/patient-treatments/:id': PAGE,
  'POST /api/patient-treatments/:id/strike-out': PAGE,
  'POST /api/patient-treatments/:id/restore': PAGE,
  'POST /api/letter-batches/preview': ANSWER,
  'POST /api/reply-texts': PAGE,
  'POST /api/reply-texts/:id/next': PAGE,
  'POST /api/reply-texts/:id/withdraw': PAGE,
  'POST /api/unit/changes': PAGE,
};

const PEOPLE: [Actor, string][] = [
  ['nurse', NURSE],
  ['doctor', DOCTOR],
  ['admin', ADMIN],
  ['linked', STOKE_CONSULTANT],
];

describe('a write answers what it changed', () => {
  let app: TestApp;
  let samples: Record<string, Sample[]>;
  let routes: Route[];
  const people: Partial<Record<Actor, Client>> = {};
  const bytes: Record<string, number> = {};
  const refused = new Map<string, string>();

  beforeAll(async () => {
    app = await startTestApp();
    for (const [actor, email] of PEOPLE) people[actor] = await app.signIn(email);
    samples = await acceptedBodies(app, await app.logAttendance(people.nurse!));
    routes = routesOf(app.running).filter(
      ({ method, path }) =>
        /POST|PUT|DELETE/.test(method) && !/session|password|recover|invitations\/accept/.test(path),
    );
    // In one order, whatever the order of the modules.
    for (const route of routes.sort((a, b) => a.path.localeCompare(b.path))) await measure(route);
  });
  afterAll(() => app.stop());

  async function measure(route: Route): Promise<void> {
    const key = `${route.method} ${route.path}`;
    const answered = ANSWERED[key] ?? [];
    for (const [actor] of PEOPLE.filter(([one]) => answered.includes(one))) {
      for (const sample of samplesOf(samples, route).length > 0 ? samplesOf(samples, route) : [{ body: {} }]) {
        const answer = await send(people[actor]!, route, sample);
        if (answer.status < 300) {
          bytes[key] = Math.max(bytes[key] ?? 0, Buffer.byteLength(answer.text));
          refused.delete(key);
          return;
        }
        refused.set(key, `${key} by ${actor}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    }
  }

  async function send(client: Client, route: Route, sample: Sample): Promise<Answer<unknown>> {
    const { id, version } = await about(route, sample);
    const again = (body: Record<string, unknown>): Promise<Answer<unknown>> =>
      client.send(route.method, pathOf(route, id), sample.file ?? JSON.stringify(body), {
        'Content-Type': sample.file === undefined ? 'application/json' : 'application/octet-stream',
        'Idempotency-Key': randomUUID(),
      });
    const body = version === null || !('version' in sample.body) ? sample.body : { ...sample.body, version };
    const first = await again(body);
    const current = (first.problem as { current?: { version?: number } } | null)?.current?.version;
    return first.status === 409 && current !== undefined ? again({ ...body, version: current }) : first;
  }

  /** Alerts change state with each step, so each step has one of its own. */
  async function about({ path }: Route, sample: Sample): Promise<{ id: string; version: number | null }> {
    if (!/^\/api\/(alerts|attendances)\/:id\//.test(path))
      return { id: sample.id ?? (await app.find('Jones', 'Amelia')), version: null };
    const made = await readyAlert(app, people.nurse!, samples, path.split('/').at(-1)!);
    return { id: path.startsWith('/api/alerts') ? made.alertId : made.id, version: made.version };
  }

  it('in at most 2 kB, or says why', () => {
    const larger = Object.keys(bytes).filter((key) => bytes[key]! > MOST_BYTES && !(key in LARGER));
    expect(larger.map((key) => `${key} answers ${bytes[key]} bytes`)).toEqual([]);
  });

  it('and no reason outlives its answer', () => {
    // Some pages are near the limit, and names are longer or shorter; what this order refuses is not measured.
    const outlived = Object.keys(LARGER).filter((key) => (bytes[key] ?? MOST_BYTES) < MOST_BYTES * 0.75);
    expect(outlived).toEqual([]);
  });

  it('and nearly every write was tried', () => {
    expect([...refused.values()].filter((words) => / 5\d\d /.test(words))).toEqual([]);
    expect(Object.keys(bytes).length).toBeGreaterThan(routes.length * 0.6);
  });
});
