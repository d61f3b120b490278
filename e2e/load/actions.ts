import { randomUUID } from 'node:crypto';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { Client } from './client.ts';
import { SAVED_BY_LOAD, type Sample } from './databases.ts';
import type { RequestKind } from './processes.ts';

/** One thing a nurse does, timed from her click to the answer. */
export interface Action {
  name: string;
  /** The least share of the floor's number a second, or the most times its p95, that the product is to reach. */
  aim: { share: number } | { times: number } | null;
  /** At once by this many; null: the run's own number. */
  concurrency: number | null;
  /** Begun so often; null: again as soon as it is done. */
  aSecond: number | null;
  /** So many in one block at most; null: as many as there is time for. */
  most: number | null;
  saves: boolean;
  /** Gets ready on one server and answers with what to repeat. */
  open(client: Client): Promise<{ once(about: Sample): Promise<unknown>; close(): void }>;
}

const SEEN_WITHIN_MS = 10_000;

/** As much of a surname as somebody types before looking: among 100,000 it finds some hundreds, like Smith does. */
export function namePartOf({ familyName }: Sample): string {
  return familyName.slice(0, 6);
}

export const REQUESTS: Readonly<Record<RequestKind, (client: Client, about: Sample) => Promise<string>>> = {
  searchName: (client, about) => client.call('POST', '/api/patients/search', { query: namePartOf(about) }),
  searchNhsNumber: (client, { nhsNumber }) => client.call('POST', '/api/patients/search', { query: nhsNumber }),
  alertQueue: (client) => client.call('GET', '/api/alerts?view=open'),
  patientPage: (client, { patient }) => client.call('GET', `/api/patients/${patient}`),
  saveAttendance: (client, about) =>
    client.call('POST', '/api/attendances', attendanceOf(about), { [IDEMPOTENCY_HEADER.toLowerCase()]: randomUUID() }),
};

export const ACTIONS: readonly Action[] = [
  repeated('search by name part', { share: 0.35 }, 'searchName'),
  repeated('search by NHS number', { share: 0.35 }, 'searchNhsNumber'),
  repeated('alert queue', { share: 0.4 }, 'alertQueue'),
  repeated('patient page', { share: 0.3 }, 'patientPage'),
  { ...repeated('quick-log save', null, 'saveAttendance'), saves: true },
  // At a ward's pace, and fewer than a page of the queue holds: what is on a later page is not seen.
  { name: 'log → seen', aim: { times: 3 }, concurrency: 1, aSecond: 10, most: 100, saves: true, open: logAndSee },
];

function repeated(name: string, aim: Action['aim'], kind: RequestKind): Action {
  return {
    name,
    aim,
    concurrency: null,
    aSecond: null,
    most: null,
    saves: false,
    open: (client) => Promise.resolve({ once: (about) => REQUESTS[kind](client, about), close: () => undefined }),
  };
}

function attendanceOf({ patient, hospital }: Sample): LogAttendance {
  return {
    patientId: patient,
    hospitalId: hospital,
    unitKind: 'ed',
    reason: 'bleeding',
    bleedSite: 'joint',
    arrivedMinutesAgo: 0,
    toldBy: 'mother',
    note: SAVED_BY_LOAD,
    saidBack: ['birth_date', 'family_name'],
  };
}

/**
 * From one nurse's Save to the alert in the hands of another, whose screen hears the hint and fetches the queue. A hint
 * only says that something changed and may stem from an earlier save, so nothing counts as seen until the queue shows
 * this very reference.
 */
async function logAndSee(client: Client): ReturnType<Action['open']> {
  let hinted: () => void = () => undefined;
  const stop = await client.listen(() => hinted());
  return {
    once: async (about) => {
      let reference: string | null = null;
      const queues: string[] = [];
      await new Promise<void>((seen, fail) => {
        const late = setTimeout(
          () =>
            fail(
              new Error(
                `${reference ?? 'A saved alert'} was not seen in ${SEEN_WITHIN_MS / 1000} s: ${queues.length} looks at the queue, ` +
                  `the last with ${queues.at(-1)?.match(/"reference"/g)?.length ?? 0} alerts`,
              ),
            ),
          SEEN_WITHIN_MS,
        );
        const look = (): void => {
          if (reference === null || !queues.some((queue) => queue.includes(reference!))) return;
          clearTimeout(late);
          seen();
        };
        hinted = () => {
          REQUESTS.alertQueue(client, about).then((queue) => {
            queues.push(queue);
            look();
          }, fail);
        };
        REQUESTS.saveAttendance(client, about).then((saved) => {
          reference = /"reference":"A-\d+"/.exec(saved)?.[0] ?? null;
          look();
        }, fail);
      });
      hinted = () => undefined;
    },
    close: stop,
  };
}
