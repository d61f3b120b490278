import { Environment, fromFile } from './environment';

function listed(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  name: string;
  /** Authentication classes that the unit takes as more than a password. */
  acr: string[];
}

export interface MailConfig {
  /** Null: the demo's own catcher. */
  smtpUrl: string | null;
  /** Of the first start; null: an admin says it. */
  from: string | null;
  /** Null: that of the sender. */
  domains: string[] | null;
  fallbackMailbox: string;
  /** Null: the sender. */
  heartbeatMailbox: string | null;
}

export interface OutboxConfig {
  leaseSeconds: number;
  firstRetrySeconds: number;
  lastRetrySeconds: number;
  unknownSeconds: number;
  heartbeatMinutes: number;
}

export interface Config {
  outbox: OutboxConfig;
  role: 'all' | 'api' | 'worker';
  mail: MailConfig;
  /** Live streams: of one process, and of one session. */
  streams: { most: number; ofSession: number };
  metricsPort: number | null;
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  poolSize: number;
  /** Off where a pooler hands a connection on between two transactions. */
  prepared: boolean;
  demo: boolean;
  demoSize: 'small' | 'large';
  sessionSecret: string | null;
  publicUrl: string | null;
  /** Null: no security.txt. */
  securityContact: string | null;
  trustedProxies: number;
  /** Of the first start; null: an admin says it. */
  unitName: string | null;
  logLevel: string;
  startedByNpm: boolean;
  /** Null: nobody signs in with another service. */
  oidc: OidcConfig | null;
}

/** @throws Error naming the variable and what to do about it */
export function readConfig(environment: Record<string, string | undefined> = fromFile()): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const value = parsed.data;
  return {
    role: value.SHARED_CARE_ROLE,
    mail: {
      smtpUrl: value.SMTP_URL ?? null,
      from: value.MAIL_FROM ?? null,
      domains: value.MAIL_DOMAINS ? listed(value.MAIL_DOMAINS.toLowerCase()) : null,
      fallbackMailbox: value.FALLBACK_MAILBOX,
      heartbeatMailbox: value.HEARTBEAT_MAILBOX ?? null,
    },
    outbox: {
      leaseSeconds: value.OUTBOX_LEASE_SECONDS,
      firstRetrySeconds: value.OUTBOX_FIRST_RETRY_SECONDS,
      lastRetrySeconds: value.OUTBOX_LAST_RETRY_SECONDS,
      unknownSeconds: value.OUTBOX_UNKNOWN_SECONDS,
      heartbeatMinutes: value.HEARTBEAT_MINUTES,
    },
    streams: { most: value.STREAMS, ofSession: value.STREAMS_OF_A_SESSION },
    metricsPort: value.METRICS_PORT ?? null,
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_URL ?? null,
    databaseOwnerUrl: value.DATABASE_OWNER_URL ?? value.DATABASE_URL ?? null,
    poolSize: value.DATABASE_POOL,
    prepared: value.DATABASE_PREPARED,
    demo: value.DEMO ?? value.DATABASE_URL === undefined,
    demoSize: value.DEMO_SIZE,
    sessionSecret: value.SESSION_SECRET ?? null,
    publicUrl: value.PUBLIC_URL ?? null,
    securityContact: value.SECURITY_CONTACT ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
    unitName: value.UNIT_NAME ?? null,
    logLevel: value.LOG_LEVEL,
    startedByNpm: value.npm_lifecycle_event === 'start',
    oidc:
      value.OIDC_ISSUER && value.OIDC_CLIENT_ID
        ? {
            issuer: value.OIDC_ISSUER,
            clientId: value.OIDC_CLIENT_ID,
            clientSecret: value.OIDC_CLIENT_SECRET ?? null,
            name: value.OIDC_NAME,
            acr: listed(value.OIDC_ACR),
          }
        : null,
  };
}

/**
 * A unit that relies on alerts must not start without a way to send them; and two processes of one demo cannot share the
 * catcher that lives in one of them.
 *
 * @throws Error naming the variables
 */
export function refuseWithoutMail({ demo, role, mail }: Config, environment = fromFile()): void {
  if (role === 'api') return;
  const missing = ['SMTP_URL', ...(demo ? [] : ['FALLBACK_MAILBOX'])].filter((name) => !environment[name]);
  if (demo && role === 'all' && mail.smtpUrl === null) return;
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')}: needed to send alerts by email. docs/operating.md says what each means.`);
}

/**
 * The configuration of `npm start`, which takes one choice as an argument as well: `npm start -- --demo large`.
 *
 * @throws Error naming what was asked for and what to do about it
 */
export function readStartConfig(args: string[], environment: Record<string, string | undefined> = fromFile()): Config {
  const [option, size, ...more] = args;
  if (option === undefined) return readConfig(environment);
  if (option !== '--demo' || (size !== 'small' && size !== 'large') || more.length > 0)
    throw new Error(`“${args.join(' ')}” is not known. Write: npm start -- --demo large`);
  return readConfig({ ...environment, DEMO_SIZE: size });
}

/** Injection token of the parsed configuration. */
export const CONFIG = Symbol('configuration');

/** Over https cookies are `Secure` and their names begin with `__Host-`. */
export function servedSecurely({ publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}
