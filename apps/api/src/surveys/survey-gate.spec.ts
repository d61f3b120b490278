import { randomUUID } from 'node:crypto';
import type { Survey, SurveyAudience, SurveyFamilies } from '@shared-care/contracts/surveys/answers';
import { mayContact, type ContactFacts } from '@shared-care/domain/may-contact';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getDataSourceToken } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../platform/config';
import { askSender } from '../platform/unit-on-paper';
import { MailServer } from '../platform/mail';
import type { Client } from '../testing/client';
import { addFamilies, anyFacts, setFacts, WILLING } from '../testing/families';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { NURSE, startTestApp, testConfig, until, type TestApp } from '../testing/test-app';
import { SurveyWorker } from './survey.worker';

const FAMILIES = 8;

/** Hazard H18: nothing leaves for a family that the gate refuses at the moment of sending, and nothing twice. */
describe('messages of surveys', () => {
  let app: TestApp;
  let relay: MailRelay;
  let nurse: Client;
  let children: string[];
  let into: string;
  beforeAll(async () => {
    relay = await startMailRelay();
    const quick = { leaseSeconds: 2, firstRetrySeconds: 0.2, lastRetrySeconds: 0.4, unknownSeconds: 0.3 };
    app = await startTestApp({
      outbox: { ...testConfig().outbox, ...quick },
      mail: { ...testConfig().mail, smtpUrl: relay.url },
    });
    nurse = await app.signIn(NURSE);
    // The group is made of these families alone.
    await app.sql('DELETE FROM participation');
    [into, ...children] = (await addFamilies(app.database.owner, FAMILIES + 1)) as [string, ...string[]];
    await app.sql('DELETE FROM participation WHERE patient_id = $1', [into]);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(() => relay.behave('take'));

  const address = (place: number, stage: string): string => `family${place}-${stage}@families.example.org`;
  const set = (facts: ContactFacts[], stage: string): Promise<unknown> =>
    Promise.all(
      facts.map((each, place) =>
        setFacts(app.database.owner, children[place]!, each, { email: address(place, stage), into }),
      ),
    );
  const all = (): ContactFacts[] => children.map(() => WILLING);

  /** A loop of its own, as another process has it. */
  const sender = (): SurveyWorker => {
    const config: Config = { ...app.running.nest.get<Config>(CONFIG), role: 'worker' };
    return new SurveyWorker(
      app.running.nest.get(getDataSourceToken('worker')),
      config,
      new MailServer(config, relay.url, askSender(app.database.owner)),
    );
  };
  const draft = async (): Promise<Survey> =>
    (
      await nurse.post<Survey>(
        '/api/surveys',
        {
          topic: 'annual',
          title: 'How are we doing?',
          link: 'https://surveys.example.org/year',
          words: 'Please tell us.',
          groupOnly: true,
        },
        { 'Idempotency-Key': randomUUID() },
      )
    ).body;
  const current = async ({ id }: Survey): Promise<Survey> => (await nurse.get<Survey>(`/api/surveys/${id}`)).body;
  const send = async (survey: Survey, families: number): Promise<Survey> => {
    const answer = await nurse.post<Survey>(`/api/surveys/${survey.id}/send`, { version: survey.version, families });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const settled = (survey: Survey): Promise<Survey> =>
    until(async () => {
      const now = await current(survey);
      return now.state !== 'sending' && now;
    }, 30);
  /** Whoever got mail while `work` ran, once for each message. */
  const mailedBy = async (work: () => Promise<unknown>): Promise<{ to: string; id: string }[]> => {
    const before = relay.received.length;
    await work();
    return relay.received.slice(before).map(({ to, messageId }) => ({
      to: [to!]
        .flat()
        .map(({ text }) => text)
        .join(),
      id: messageId!,
    }));
  };
  const sendingBy = async (survey: Survey, workers: SurveyWorker[]): Promise<void> => {
    workers.forEach((worker) => worker.onApplicationBootstrap());
    await settled(survey);
    await Promise.all(workers.map((worker) => worker.beforeApplicationShutdown()));
  };

  it('reach exactly the families that the rule allows when they leave, once, and with one reminder at most', async () => {
    const stage = fc.array(anyFacts, { minLength: FAMILIES, maxLength: FAMILIES });
    const answers = fc.array(fc.boolean(), { minLength: FAMILIES, maxLength: FAMILIES });
    await fc.assert(
      fc.asyncProperty(stage, stage, stage, stage, answers, async (first, second, third, fourth, answered) => {
        await set(first, 'a');
        let survey = await draft();
        const preview = (await nurse.get<SurveyAudience>(`/api/surveys/${survey.id}/audience`)).body;
        const may = (facts: ContactFacts[], place: number): boolean => mayContact(facts[place]!) === null;
        const queued = children.filter((_, place) => may(first, place));
        expect(preview.included.map(({ id }) => id).sort()).toEqual([...queued].sort());
        expect(new Map(preview.leftOut.map(({ patient, because }) => [patient.id, because]))).toEqual(
          new Map(
            children
              .map((id, place) => [id, mayContact(first[place]!)] as const)
              .filter(([, because]) => because !== null && because !== 'merged'),
          ),
        );
        if (queued.length === 0) return;
        survey = await send(survey, queued.length);

        await set(second, 'b');
        const invited = await mailedBy(() => sendingBy(survey, [sender()]));
        const got = children.map((_, place) => may(first, place) && may(second, place));
        expect(invited.map(({ to }) => to).sort()).toEqual(
          children.flatMap((_, place) => (got[place] ? [address(place, 'b')] : [])).sort(),
        );
        const kept = await app.sql<{ patient: string; because: string }>(
          `SELECT patient_id AS patient, because FROM survey_messages WHERE survey_id = $1 AND state = 'left_out'`,
          [survey.id],
        );
        expect(new Map(kept.map(({ patient, because }) => [patient, because]))).toEqual(
          new Map(
            children.flatMap((id, place) => {
              const [one, two] = [mayContact(first[place]!), mayContact(second[place]!)];
              const because = one === 'merged' ? null : (one ?? two);
              return because === null ? [] : [[id, because] as const];
            }),
          ),
        );

        const { families } = (await nurse.get<SurveyFamilies>(`/api/surveys/${survey.id}/families`)).body;
        for (const { patient, code } of families)
          if (answered[children.indexOf(patient.id)])
            await nurse.post(`/api/surveys/${survey.id}/answers`, { code, answered: true });
        await set(third, 'c');
        const due = children.map((_, place) => got[place]! && !answered[place] && may(third, place));
        survey = await current(survey);
        const reminding = await nurse.post<Survey>(`/api/surveys/${survey.id}/remind`, { version: survey.version });
        expect(reminding.status, reminding.text).toBe(due.some(Boolean) ? 200 : 422);
        await set(fourth, 'd');
        const reminded = await mailedBy(() => sendingBy(survey, [sender()]));
        expect(reminded.map(({ to }) => to).sort()).toEqual(
          children.flatMap((_, place) => (due[place] && may(fourth, place) ? [address(place, 'd')] : [])).sort(),
        );
        if (reminding.status !== 200) return;
        const again = await nurse.post(`/api/surveys/${survey.id}/remind`, { version: reminding.body.version });
        expect(again.status).toBe(422);
      }),
      { numRuns: 20, seed: 20_260_310 },
    );
  });

  it('one sender or several: each family gets one', async () => {
    await set(all(), 'several');
    const survey = await send(await draft(), FAMILIES);
    const mailed = await mailedBy(() => sendingBy(survey, [sender(), sender(), sender()]));
    expect(mailed.map(({ to }) => to).sort()).toEqual(children.map((_, place) => address(place, 'several')).sort());
  });

  it('a sender that dies before it can write down what it sent: again by the next one, under the same id', async () => {
    await set(all(), 'dies');
    const survey = await send(await draft(), FAMILIES);
    // The first try of each message reaches the mail server, and its connection to the database ends in that moment.
    await app.sql(
      `CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
         $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
    );
    await app.sql(
      `CREATE TRIGGER dies BEFORE UPDATE ON survey_messages FOR EACH ROW
         WHEN (NEW.state = 'sent' AND OLD.attempts = 1) EXECUTE FUNCTION dies()`,
    );
    const mailed = await mailedBy(async () => {
      const first = sender();
      const before = relay.received.length;
      first.onApplicationBootstrap();
      await until(() => Promise.resolve(relay.received.length >= before + FAMILIES));
      await first.beforeApplicationShutdown();
      await sendingBy(survey, [sender()]);
    });
    await app.sql('DROP FUNCTION dies() CASCADE');
    const ids = new Map<string, string[]>();
    for (const { to, id } of mailed) ids.set(to, [...(ids.get(to) ?? []), id]);
    expect(new Set(ids.keys())).toEqual(new Set(children.map((_, place) => address(place, 'dies'))));
    for (const [to, each] of ids) expect([each.length, new Set(each).size], to).toEqual([2, 1]);
  });

  it('an answer of the mail server that is lost: again under the same id, and never a second invitation', async () => {
    await set(all(), 'lost');
    const survey = await send(await draft(), FAMILIES);
    relay.behave('lose_reply');
    const mailed = await mailedBy(async () => {
      const worker = sender();
      worker.onApplicationBootstrap();
      await until(() => Promise.resolve(relay.received.some(({ to }) => [to!].flat()[0]!.text.includes('-lost@'))));
      relay.behave('take');
      await settled(survey);
      await worker.beforeApplicationShutdown();
    });
    expect(mailed.length).toBeGreaterThan(FAMILIES);
    expect(new Set(mailed.map(({ id }) => id)).size).toBe(FAMILIES);
  });

  it('what is told of a death while the mail server is away is heeded when it is back', async () => {
    await set(all(), 'away');
    const survey = await send(await draft(), FAMILIES);
    relay.behave('down');
    const worker = sender();
    const mailed = await mailedBy(async () => {
      worker.onApplicationBootstrap();
      await until(async () => {
        const [{ tried }] = (await app.sql<{ tried: number }>(
          'SELECT count(*)::int AS tried FROM survey_messages WHERE survey_id = $1 AND attempts > 0',
          [survey.id],
        )) as [{ tried: number }];
        return tried === FAMILIES;
      }, 30);
      // What was opened before the death has come back by then: no message is on its way when the server takes again.
      await worker.beforeApplicationShutdown();
      await app.sql(`UPDATE patients SET died_on = '2026-03-09' WHERE id = $1`, [children[0]]);
      relay.behave('take');
      await sendingBy(survey, [sender()]);
    });
    expect(mailed.map(({ to }) => to).sort()).toEqual(
      children
        .slice(1)
        .map((_, place) => address(place + 1, 'away'))
        .sort(),
    );
  });
});
