import { existsSync } from 'node:fs';
import { z } from 'zod';

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');

/** Every variable the program reads, with unit and default. Nothing else reads the environment. */
export const Environment = z
  .object({
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000).describe('TCP port of the dashboard and the API.'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address to listen on; the default is reachable from this machine only.'),
    DATA_DIR: z
      .string()
      .min(1)
      .default('.data')
      .describe('Folder of the embedded PostgreSQL; unused with DATABASE_URL.'),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe('A PostgreSQL 15 or newer to use instead of the embedded one.'),
    DATABASE_OWNER_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe('Who migrates, when that is not the user of DATABASE_URL.'),
    DATABASE_POOL: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(10)
      .describe('Connections in the pool of one process.'),
    DATABASE_PREPARED: flag
      .default(true)
      .describe('Keeps statements prepared; off behind a pooler that shares connections by transaction.'),
    DEMO: flag
      .optional()
      .describe('Fictional data and published passwords. On by default only with the embedded database.'),
    DEMO_SIZE: z.enum(['small', 'large']).default('small').describe('How many fictional patients to start with.'),
    SESSION_SECRET: z
      .string()
      .min(32)
      .optional()
      .describe('Signs session cookies; at least 32 characters. The embedded database keeps one of its own.'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where browsers reach the dashboard; with https the session cookie is Secure and bound to this host.'),
    TRUSTED_PROXIES: z.coerce
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .describe("Reverse proxies in front, counted exactly: their X-Forwarded-For is believed, no one else's."),
    UNIT_NAME: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe("The unit's name as printed, for the first start only; afterwards admins change it on screen."),
    OIDC_ISSUER: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('An OpenID Connect service (NHSmail, CIS2) that staff may sign in with; off when unset.'),
    OIDC_CLIENT_ID: z.string().min(1).optional().describe('What that service knows this installation as.'),
    OIDC_CLIENT_SECRET: z
      .string()
      .min(1)
      .optional()
      .describe('For services that want one; without it this installation is a public client with PKCE.'),
    OIDC_ACR: z
      .string()
      .min(1)
      .default('AAL2_OR_AAL3_ANY')
      .describe(
        'Authentication classes asked of that service and taken as more than a password, separated by commas; the levels AAL2 and AAL3 of the NHS and the method mfa always are.',
      ),
    OIDC_NAME: z
      .string()
      .min(1)
      .max(40)
      .default('NHSmail')
      .describe('What the button on the sign-in page calls that service.'),
    SHARED_CARE_ROLE: z
      .enum(['all', 'api', 'worker'])
      .default('all')
      .describe(
        'What this process does: serve requests, send and escalate, or both. Any number of processes of each kind.',
      ),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe('The mail server alerts go out by, smtp:// or smtps://. The demo catches its mail itself when unset.'),
    MAIL_FROM: z
      .email()
      .optional()
      .describe('Who mail comes from, for the first start only; afterwards admins change it on screen.'),
    MAIL_DOMAINS: z
      .string()
      .optional()
      .describe(
        'Domains mail to staff may go to, with their subdomains, separated by commas; by default that of the sender.',
      ),
    FALLBACK_MAILBOX: z
      .email()
      .default('phu-office@example.org')
      .describe('Told when the rota has no name, and of every alert at the top level.'),
    HEARTBEAT_MAILBOX: z
      .email()
      .optional()
      .describe('Where the test message of every five minutes goes; by default to the sender itself.'),
    OUTBOX_LEASE_SECONDS: z.coerce
      .number()
      .min(1)
      .max(600)
      .default(60)
      .describe('How long a process may keep a message it is sending before another takes it over, in seconds.'),
    OUTBOX_FIRST_RETRY_SECONDS: z.coerce
      .number()
      .min(0.1)
      .max(60)
      .default(5)
      .describe('The wait after a first failed try, in seconds; it doubles up to OUTBOX_LAST_RETRY_SECONDS.'),
    OUTBOX_LAST_RETRY_SECONDS: z.coerce
      .number()
      .min(0.1)
      .max(300)
      .default(300)
      .describe('The longest wait between two tries, in seconds.'),
    OUTBOX_UNKNOWN_SECONDS: z.coerce
      .number()
      .min(0.1)
      .max(300)
      .default(60)
      .describe('The wait when a message may have been taken although the answer was lost, in seconds.'),
    HEARTBEAT_MINUTES: z.coerce
      .number()
      .min(0.05)
      .max(60)
      .default(5)
      .describe('Minutes between the test messages of the heartbeat.'),
    STREAMS: z.coerce
      .number()
      .int()
      .min(10)
      .max(20_000)
      .default(2000)
      .describe('Live streams that one process keeps open; screens beyond them fetch every 30 seconds and say so.'),
    STREAMS_OF_A_SESSION: z.coerce
      .number()
      .int()
      .min(1)
      .max(20_000)
      .default(5)
      .describe('Live streams of one signed-in browser; of more tabs the later ones say that they are not live.'),
    METRICS_PORT: z.coerce
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Port of /metrics, on this machine only; none when unset.'),
    SECURITY_CONTACT: z
      .url({ protocol: /^(https|mailto)$/ })
      .optional()
      .describe(
        'Who is told of a weakness, mailto: or https:; printed at /.well-known/security.txt, absent when unset.',
      ),
    npm_lifecycle_event: z.string().optional().describe('Set by npm itself: the script that is running.'),
    LOG_LEVEL: z
      .enum(['silent', 'error', 'warn', 'info', 'debug'])
      .default('info')
      .describe('From which severity on lines are logged.'),
  })
  .superRefine((value, context) => {
    if (value.OIDC_ISSUER && !value.OIDC_CLIENT_ID)
      context.addIssue({ code: 'custom', path: ['OIDC_CLIENT_ID'], message: 'is needed with OIDC_ISSUER' });
    if (value.OIDC_ISSUER?.startsWith('http:') && !isLoopback(value.OIDC_ISSUER))
      context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message: 'must be https, except on this machine' });
    if (value.DATABASE_URL && !value.SESSION_SECRET) {
      context.addIssue({
        code: 'custom',
        path: ['SESSION_SECRET'],
        message: 'is needed with DATABASE_URL: 32 random characters or more',
      });
    }
  });

/** What is asked of this machine itself crosses no network. */
export function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** The process's variables, filled up with those of `.env` in the folder it was started in. */
export function fromFile(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** The text of `.env.example`: every variable with what it means and its default. */
export function environmentExample(): string {
  const variables = Object.entries(Environment.shape)
    .filter(([name]) => name === name.toUpperCase())
    .map(([name, schema]) => {
      const { description = '' } = schema.meta() ?? {};
      const fallback = defaultOf(schema);
      return `# ${description}\n# ${name}=${fallback}\n`;
    });
  return `# Copy to .env and take away the # before what you change. Variables of the process go first.\n\n${variables.join('\n')}`;
}

function defaultOf(schema: z.ZodType): string {
  const sent = schema.safeParse(undefined);
  if (!sent.success || sent.data === undefined) return '';
  return sent.data === true ? 'on' : String(sent.data);
}
