import { hash, verify } from '@node-rs/argon2';
import { passwordWork } from '../platform/metrics';

/** argon2id as OWASP ASVS 5.0 appendix C has it: 46 MiB, one pass, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

/** The process has four threads for slow work, on which answers are compressed too: half of them are left to those. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];
let nobody: Promise<string> | null = null;

/** In the order of coming, a few at once: many people at the door must not hold up an alert. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running === AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  else running++;
  const done = passwordWork();
  try {
    return await work();
  } finally {
    done();
    const next = waiting.shift();
    // The place goes from hand to hand.
    if (next) next();
    else running--;
  }
}

export function argon2Hash(password: string): Promise<string> {
  return inTurn(() => hash(password, ARGON2ID));
}

/** Takes as long for a user who does not exist (`stored` null) as for one who does. */
export async function argon2Verify(stored: string | null, password: string): Promise<boolean> {
  nobody ??= argon2Hash('no account has this password');
  const known = stored ?? (await nobody);
  const matches = await inTurn(() => verify(known, password));
  return stored !== null && matches;
}
