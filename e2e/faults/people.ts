import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Client, signIn } from '../load/client.ts';
import type { Random } from './random.ts';
import type { Supervised } from './processes.ts';

/** What the client was told, which the product must never go back on. */
export interface Answered {
  key: string;
  attendanceId: string;
  alertId: string;
}

export interface Child {
  patientId: string;
  hospitalId: string;
}

export async function someChildren(owner: DataSource): Promise<Child[]> {
  return owner.query<Child[]>(
    `SELECT l.patient_id AS "patientId", l.hospital_id AS "hospitalId" FROM shared_care_links l
     JOIN patients p ON p.id = l.patient_id WHERE l.role = 'primary' AND p.died_on IS NULL AND p.merged_into_id IS NULL
       AND l.valid_to IS NULL ORDER BY l.id`,
  );
}

/** Nurses who log and acknowledge, and who try again, with the same key, until they are answered. */
export class People {
  readonly answered: Answered[] = [];
  /** Two answers for one key that differ: counted as a duplicate. */
  contradicted = 0;
  acknowledged = 0;
  private readonly clients = new Map<string, Client>();
  private cookie = '';
  private working = true;

  constructor(
    private readonly apis: Supervised[],
    private readonly children: Child[],
    private readonly random: Random,
  ) {}

  async signIn(email?: string): Promise<void> {
    this.cookie = await this.persistently((url) => signIn(url, email));
  }

  get session(): string {
    return this.cookie;
  }

  /** Logs one attendance after the other, `perSecond` of them at most; half are acknowledged soon, the others after many rounds. */
  async log(perSecond: number): Promise<void> {
    while (this.working) {
      const { alertId } = await this.logOne();
      void this.acknowledgeLater(alertId, this.random.chance(0.5) ? [0, 9000] : [30_000, 60_000]);
      await pause(this.random.between(0.5, 1.5) * (1000 / perSecond));
    }
  }

  /** One attendance, until it is answered; some are sent twice. */
  async logOne(): Promise<Answered> {
    const key = randomUUID();
    const urgent = this.random.chance(0.6);
    const body = {
      ...this.random.pick(this.children),
      unitKind: 'ed',
      reason: urgent ? 'head_injury' : 'pain_joint_muscle',
      bleedSite: urgent ? 'head' : 'joint',
      arrivedAt: new Date(Date.now() - 60_000).toISOString(),
      toldBy: 'mother',
      saidBack: ['birth_date', 'nhs_number'],
    };
    const send = () =>
      this.persistently(async (url) => {
        const text = await this.client(url).call('POST', '/api/attendances', body, { 'idempotency-key': key });
        return JSON.parse(text) as { id: string; alertId: string };
      });
    const { id, alertId } = await send();
    const answered = { key, attendanceId: id, alertId };
    this.answered.push(answered);
    if (this.random.chance(0.1) && (await send()).id !== id) this.contradicted++;
    return answered;
  }

  private async acknowledgeLater(alertId: string, [least, most]: readonly [number, number]): Promise<void> {
    await pause(this.random.between(least, most));
    if (this.working) await this.acknowledge(alertId);
  }

  async acknowledge(alertId: string): Promise<void> {
    const call = (url: string) => this.client(url).call('POST', `/api/alerts/${alertId}/acknowledge`, { version: 1 });
    await this.persistently(call);
    this.acknowledged++;
  }

  stop(): void {
    this.working = false;
  }

  /** Asks one process after the other until one answers, whatever became of the last one. */
  private async persistently<T>(ask: (url: string) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask(this.random.pick(this.apis).url);
      } catch (error) {
        const refusal = / answered (4\d\d)/.exec(String(error))?.[1];
        if (refusal && refusal !== '429' && refusal !== '408') throw error;
        await pause(150);
      }
    }
  }

  private client(url: string): Client {
    let client = this.clients.get(url);
    if (!client) this.clients.set(url, (client = new Client(url, this.cookie)));
    return client;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
