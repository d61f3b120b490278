import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from './actions.ts';
import type { Client } from './client.ts';
import type { Sample } from './databases.ts';
import { processorSeconds } from './processes.ts';

/** What came of one action repeated for a while. */
export interface Block {
  /** How long each took, in milliseconds. */
  took: number[];
  seconds: number;
  /** Seconds of processor time that the server itself used, without the database; null where the system does not tell. */
  processor: number | null;
}

/** Repeats one action for some seconds. */
export async function measureBlock(
  action: Action,
  client: Client,
  samples: readonly Sample[],
  options: { seconds: number; concurrency: number; from: number; pid: number },
): Promise<Block> {
  const { once, close } = await action.open(client);
  const took: number[] = [];
  const most = action.most ?? Infinity;
  let next = options.from;
  let slot = 0;
  const used = await processorSeconds(options.pid);
  const started = performance.now();
  const until = performance.now() + options.seconds * 1000;
  const repeat = async (): Promise<void> => {
    while (performance.now() < until && next - options.from < most) {
      if (action.aSecond !== null)
        await sleep(Math.max(0, started + (slot++ * 1000) / action.aSecond - performance.now()));
      const about = samples[next++ % samples.length]!;
      const began = performance.now();
      await once(about);
      took.push(performance.now() - began);
    }
  };
  try {
    await Promise.all(Array.from({ length: action.concurrency ?? options.concurrency }, repeat));
  } finally {
    close();
    client.hangUp();
  }
  const seconds = (performance.now() - started) / 1000;
  const now = await processorSeconds(options.pid);
  return { took, seconds, processor: used === null || now === null ? null : now - used };
}

/** The value that `share` of all are at or below, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
