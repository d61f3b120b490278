import { parseArgs } from 'node:util';
import { createDataSource } from '@shared-care/database/data-source';
import { useEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { migrate } from '@shared-care/database/migrate';
import { readConfig } from '../platform/config';
import { confirmAsOwner, inviteFirstAdmins } from './first-admins';

const USAGE = `Invites the first two admins of a new installation. They invite everybody else.

  npm run admins -- FIRST@EXAMPLE.ORG SECOND@EXAMPLE.ORG
  npm run admins -- --confirm ADMIN@EXAMPLE.ORG

Prints one link for each. A link works once and for 72 hours; give it to that person alone. Run it again for an
address whose link ran out. It refuses once there are two admins.

With --confirm it is the second voice for an admin who is locked out and asks on the sign-in page, where only one other
admin is left. Ring them first. It mails the link to them and prints none.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' }, confirm: { type: 'string' } },
    allowPositionals: true,
  });
  const { confirm } = values;
  const asked = confirm === undefined ? positionals : [confirm, ...positionals];
  if (
    values.help ||
    asked.length === 0 ||
    (confirm !== undefined && positionals.length > 0) ||
    asked.some((email) => !/^[^\s@]+@[^\s@]+$/.test(email))
  ) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const config = readConfig();
  const embedded = config.databaseUrl ? null : await useEmbeddedPostgres(config.dataDir);
  try {
    const owner = await createDataSource(config.databaseOwnerUrl ?? embedded!.url(), 'owner', 2).initialize();
    try {
      await migrate(owner);
      if (confirm !== undefined) {
        await confirmAsOwner(owner, confirm);
        process.stdout.write(`Confirmed for ${confirm}. When no other admin is needed, the link is mailed to them.\n`);
        return 0;
      }
      const at = config.publicUrl ?? `http://localhost:${config.port}`;
      for (const { email, token } of await inviteFirstAdmins(owner, positionals))
        process.stdout.write(`${email}\n  ${new URL(`/invitation#${token}`, at).href}\n`);
      return 0;
    } finally {
      await owner.destroy();
    }
  } finally {
    await embedded?.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // A message of ours says what to do. One of the database may quote a row.
  const ours = error instanceof Error && !('code' in error) && !('driverError' in error);
  process.stderr.write(`${ours ? error.message : 'The database could not be used; no one was invited.'}\n`);
  process.exitCode = 2;
}
