import { randomUUID } from 'node:crypto';
import type { ArrangementDetail, PatientOpenAccess } from '@shared-care/contracts/open-access/answers';
import type { OpenAccessState } from '@shared-care/domain/open-access';
import {
  afterOpenAccessAction,
  openAccessActionsOf,
  type OpenAccessAction,
} from '@shared-care/domain/open-access-states';
import type { Role } from '@shared-care/domain/roles';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { accepted, at, completeContent } from '../testing/open-access';
import { BERKSHIRE_CONSULTANT, DOCTOR, NURSE, startTestApp, type TestApp } from '../testing/test-app';

/** What we believe about one child at one hospital: the versions in the order they were made, and their states. */
interface Model {
  versions: { id: string; state: OpenAccessState; complete: boolean }[];
}

interface Real {
  app: TestApp;
  clients: Record<'haemostasis_nurse' | 'phu_doctor' | 'link_consultant', Client>;
  patientId: string;
  hospitalId: string;
}

type Actor = keyof Real['clients'];

const BODIES: Partial<Record<OpenAccessAction, { path: string; body: object }>> = {
  send: { path: 'send', body: {} },
  discard: { path: 'discard', body: {} },
  send_back: { path: 'send-back', body: { reason: 'Wrong number' } },
  suspend: {
    path: 'suspend',
    body: { reason: 'Closed', reviewOn: '2026-12-01', told: { family: 'x', linkConsultant: 'x', ward: 'x', gp: 'x' } },
  },
  resume: { path: 'resume', body: { reason: 'Open' } },
  withdraw: { path: 'withdraw', body: { reason: 'Moved', familyTold: 'Letter' } },
};

/** Agreement has a route for the hospital and one for the unit that writes it down. */
function request(action: OpenAccessAction, actor: Actor): { path: string; body: object } {
  if (action !== 'agree') return BODIES[action]!;
  return actor === 'link_consultant'
    ? { path: 'agree', body: {} }
    : { path: 'record-agreement', body: { name: 'Lee', role: 'manager', how: 'phone' } };
}

const MAKING: OpenAccessState[] = ['draft', 'awaiting_local_agreement'];
const STANDS: OpenAccessState[] = ['active', 'due_review', 'suspended'];

/** Every stored row is one we believe in, exactly one at most counts, and at most one is in the making. */
async function sameAs(model: Model, { app, clients, patientId, hospitalId }: Real): Promise<void> {
  const stored = await app.sql<{ id: string; state: OpenAccessState }>(
    `SELECT id, state FROM open_access_arrangements WHERE patient_id = $1 AND hospital_id = $2 ORDER BY version_number`,
    [patientId, hospitalId],
  );
  expect(stored).toEqual(model.versions.map(({ id, state }) => ({ id, state })));
  expect(stored.filter(({ state }) => state === 'active' || state === 'due_review').length).toBeLessThanOrEqual(1);
  expect(stored.filter(({ state }) => STANDS.includes(state)).length).toBeLessThanOrEqual(1);
  expect(stored.filter(({ state }) => MAKING.includes(state)).length).toBeLessThanOrEqual(1);
  const shown = await accepted(
    clients.haemostasis_nurse.get<PatientOpenAccess>(`/api/patients/${patientId}/open-access`),
  );
  const honoured = shown.arrangements.filter(({ validity }) => validity === 'valid' || validity === 'due_review');
  expect(honoured.length).toBe(stored.filter(({ state }) => state === 'active' || state === 'due_review').length);
}

class Start implements fc.AsyncCommand<Model, Real> {
  constructor(readonly complete: boolean) {}
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const nurse = real.clients.haemostasis_nurse;
    const draft = await accepted(
      nurse.post<ArrangementDetail>(`/api/patients/${real.patientId}/open-access`, { hospitalId: real.hospitalId }),
    );
    const making = model.versions.find(({ state }) => MAKING.includes(state));
    if (making) expect(draft.id).toBe(making.id);
    else model.versions.push({ id: draft.id, state: 'draft', complete: draft.content.phoneBands.length > 0 });
    const [own] = model.versions.filter(({ id }) => id === draft.id);
    if (this.complete && own?.state === 'draft') {
      const content = await completeContent(real.app, real.hospitalId);
      await accepted(nurse.post(at(draft.id, 'save'), { version: draft.version, content }));
      own.complete = true;
    }
    await sameAs(model, real);
  }
  toString = (): string => `start${this.complete ? ' and complete' : ''}`;
}

class Act implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly action: OpenAccessAction,
    readonly actor: Actor,
    readonly which: number,
    readonly stale: boolean,
  ) {}
  check = (model: Readonly<Model>): boolean => model.versions.length > 0;

  async run(model: Model, real: Real): Promise<void> {
    const target = model.versions[this.which % model.versions.length]!;
    const { version } = await accepted(real.clients.haemostasis_nurse.get<ArrangementDetail>(at(target.id)));
    const { path, body } = request(this.action, this.actor);
    const answer = await real.clients[this.actor].post(at(target.id, path), {
      version: this.stale ? version + 1 : version,
      ...body,
    });
    const allowed = this.believes(target);
    expect(answer.status === 200, `${this.toString()} of a ${target.state}: ${answer.text}`).toBe(allowed);
    expect([200, 404, 409, 422]).toContain(answer.status);
    if (allowed) this.apply(model, target);
    await sameAs(model, real);
  }

  private believes(target: Model['versions'][number]): boolean {
    if (this.stale || !openAccessActionsOf(this.actor as Role, target.state).includes(this.action)) return false;
    return this.action !== 'send' || target.complete;
  }

  private apply(model: Model, target: Model['versions'][number]): void {
    if (this.action === 'agree') {
      for (const other of model.versions) {
        if (other !== target && STANDS.includes(other.state)) other.state = 'superseded';
      }
    }
    target.state = afterOpenAccessAction(target.state, this.action)!;
  }

  toString = (): string => `${this.actor} ${this.action} ${this.which}${this.stale ? ' (stale)' : ''}`;
}

class Force implements fc.AsyncCommand<Model, Real> {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    await real.app.sql(`SELECT sec.force_open_access_review($1, 'address')`, [real.patientId]);
    for (const version of model.versions) {
      version.state = afterOpenAccessAction(version.state, 'force_review') ?? version.state;
    }
    await sameAs(model, real);
  }
  toString = (): string => 'force a review';
}

describe('whatever people do, in whatever order', () => {
  let app: TestApp;
  let clients: Real['clients'];

  beforeAll(async () => {
    app = await startTestApp();
    clients = {
      haemostasis_nurse: await app.signIn(NURSE),
      phu_doctor: await app.signIn(DOCTOR),
      link_consultant: await app.signIn(BERKSHIRE_CONSULTANT),
    };
  });
  afterAll(() => app.stop());

  async function fresh(): Promise<Real> {
    const patientId = randomUUID();
    const hospitalId = await app.hospital('RHW01');
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       VALUES ($1, 'Model', 'Child', '2019-04-05', 'absent', 'haemophilia_a')`,
      [patientId],
    );
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from)
       VALUES ($1, $2, 'primary', sec.now() - interval '1 year')`,
      [patientId, hospitalId],
    );
    return { app, clients, patientId, hospitalId };
  }

  it('no state is reached that the machine does not know, and never do two count', async () => {
    const actors: Actor[] = ['haemostasis_nurse', 'phu_doctor', 'link_consultant'];
    const actions: OpenAccessAction[] = ['send', 'discard', 'agree', 'send_back', 'suspend', 'resume', 'withdraw'];
    const act = fc
      .tuple(
        fc.constantFrom(...actions),
        fc.constantFrom(...actors),
        fc.nat({ max: 3 }),
        fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      )
      .map(([action, actor, which, stale]) => new Act(action, actor, which, stale));
    const start = fc.boolean().map((complete) => new Start(complete));
    // Steps that lead on are drawn more often than chance would, so that long lives are lived too.
    const onward = fc
      .constantFrom<[OpenAccessAction, Actor]>(['send', 'haemostasis_nurse'], ['agree', 'link_consultant'])
      .chain(([action, actor]) => fc.nat({ max: 3 }).map((which) => new Act(action, actor, which, false)));
    await fc.assert(
      fc.asyncProperty(
        fc.commands([start, act, onward, onward, fc.constant(new Force()), start.map(() => new Start(true))], {
          maxCommands: 18,
        }),
        async (commands) => {
          const real = await fresh();
          await fc.asyncModelRun(() => ({ model: { versions: [] }, real }), commands);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
