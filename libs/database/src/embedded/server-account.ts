import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cp, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Who the server runs as; without ids, the user who started the program. `cwd` must be a folder that account may enter.
 */
export interface Account {
  uid?: number;
  gid?: number;
  cwd: string;
}

interface Place<B> {
  account: Account;
  binaries: B;
  /** Where the data goes: the wanted folder unless that account could not reach it. */
  root: string;
}

/**
 * PostgreSQL refuses to run as root, so root's server runs as `postgres` if that account exists, else as `nobody`.
 * When that account cannot reach the program's folder (a home of mode 700, a `mktemp -d`), a copy of the binaries and
 * the data go to a folder of its own under /var/lib/shared-care.
 */
export async function chooseAccount<B extends object>(dataDir: string, binaries: B): Promise<Place<B>> {
  const cwd = dirname(dataDir);
  if (process.getuid?.() !== 0) return { account: { cwd }, binaries, root: dataDir };
  const account = await unprivilegedAccount();
  const anyBinary = Object.values(binaries).find((path): path is string => typeof path === 'string')!;
  if ((await othersMayReach(join(dataDir, 'postgres'))) && (await othersMayReach(anyBinary)))
    return { account, binaries, root: dataDir };

  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const elsewhere = join('/var/lib/shared-care', name);
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  const native = dirname(dirname(anyBinary));
  const copied = join(elsewhere, 'native');
  if (!(await stat(join(copied, 'complete')).catch(() => null))) {
    await cp(native, copied, { recursive: true, verbatimSymlinks: true });
    await mkdir(join(copied, 'complete'));
  }
  const moved = Object.fromEntries(
    Object.entries(binaries).map(([key, path]) => [
      key,
      typeof path === 'string' ? path.replace(native, copied) : path,
    ]),
  ) as B;
  return { account, binaries: moved, root: elsewhere };
}

async function unprivilegedAccount(): Promise<Account> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout), cwd: '/' };
    } catch {
      // No such account on this machine: try the next.
    }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this machine has neither a postgres nor a nobody account. Run as an ordinary user.',
  );
}

/** Whether an account that owns nothing here may pass through every folder above `path`. */
async function othersMayReach(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
