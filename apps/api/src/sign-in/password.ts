import { hash, verify } from '@node-rs/argon2';

/** argon2id as OWASP ASVS 5.0 appendix C has it: 46 MiB, one pass, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

let nobody: Promise<string> | null = null;

export function argon2Hash(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

/** Takes as long for a user who does not exist (`stored` null) as for one who does. */
export async function argon2Verify(stored: string | null, password: string): Promise<boolean> {
  nobody ??= argon2Hash('no account has this password');
  const matches = await verify(stored ?? (await nobody), password);
  return stored !== null && matches;
}
