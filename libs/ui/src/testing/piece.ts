import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Browser, expect, type Page, type Route, test as base } from '@playwright/test';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { SessionInfo } from '@shared-care/contracts/session/answers';
import type { Role } from '@shared-care/domain/roles';
import type { WiredInput } from './piece-page';

export { expect };

const BUILT = join(import.meta.dirname, '../../../../dist/apps/pieces');
const ORIGIN = 'https://pieces.example.org';
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The instant at which every piece is shown. */
export const NOW = '2026-03-10T14:00:00.000Z';
/** Who looks at it. */
export const ME = '00000000-0000-4000-8000-000000000001';

interface Asked {
  method: string;
  path: string;
  body: unknown;
  /** The same for each try at one save. */
  key: string | undefined;
}
type Answer = { status?: number; body: unknown } | ((asked: Asked) => { status?: number; body: unknown });

const sessionOf = (role: Role): SessionInfo =>
  SessionInfo.parse({
    user: { id: ME, displayName: 'A Boyd', email: 'a.boyd@example.org', role, hospitalId: null },
    demo: false,
    unitName: 'Unit of the specs',
    unit: null,
    now: NOW,
    idleEndsAt: '2026-03-10T14:30:00.000Z',
    endsAt: '2026-03-10T22:00:00.000Z',
  });

/**
 * One component of the product in a real browser, without the product around it: its inputs are given, its outputs are
 * heard, and the server's answers are what the spec says. Nothing is asked over a network.
 */
export class Piece {
  readonly asked: Asked[] = [];
  readonly unanswered: string[] = [];
  private readonly answers = new Map<string, Answer>([
    // Asked wherever a number of the unit may stand.
    ['GET /api/sign-in-page', { status: 503, body: {} }],
    // Lists that stand beside an alert; a piece shows none of them.
    ['GET /api/alerts', { status: 503, body: {} }],
  ]);

  constructor(
    private readonly page: Page,
    private readonly functions: Functions,
  ) {}

  /** What the server answers from now on: `answer('POST /api/alerts/1/close', { status: 409, body: … })`. */
  answer(request: string, answer: Answer): void {
    this.answers.set(request, answer);
  }

  async show(name: string, inputs: Record<string, unknown> = {}, role: Role = 'haemostasis_nurse'): Promise<void> {
    if (!this.answers.has('GET /api/session')) this.answer('GET /api/session', { body: sessionOf(role) });
    const wired = this.wired(inputs);
    await this.page.evaluate(([name, wired]) => window.piecePage!.show(name, wired), [name, wired] as const);
  }

  /** Changes inputs that the piece was shown with. */
  async set(inputs: Record<string, unknown>): Promise<void> {
    await this.page.evaluate((wired) => window.piecePage!.set(wired), this.wired(inputs));
  }

  /** Everything that an output has said so far. */
  emitted<T = unknown>(output: string): Promise<T[]> {
    return this.page.evaluate((output) => window.piecePage!.emitted(output) as T[], output);
  }

  /** What the piece sent to change something. */
  sent(): unknown[] {
    return this.asked.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  }

  async serve(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const asked = {
      method: request.method(),
      path: pathname + search,
      body: request.postData() === null ? null : (request.postDataJSON() as unknown),
      key: request.headers()[IDEMPOTENCY_HEADER.toLowerCase()],
    };
    this.asked.push(asked);
    const answer = this.answers.get(`${asked.method} ${pathname}`);
    if (answer === undefined) {
      this.unanswered.push(`${asked.method} ${pathname}`);
      return route.abort();
    }
    const { status = 200, body } = typeof answer === 'function' ? answer(asked) : answer;
    return route.fulfill({ status, json: body });
  }

  private wired(inputs: Record<string, unknown>): Record<string, WiredInput> {
    return Object.fromEntries(
      Object.entries(inputs).map(([input, value]): [string, WiredInput] => {
        if (typeof value === 'function') return [input, { call: this.functions.add(value as Given) }];
        return [input, value instanceof Map ? { map: [...value] } : { value }];
      }),
    );
  }
}

type Given = (...given: unknown[]) => unknown;

/** Functions of specs that the page may call, by number. */
class Functions {
  private readonly all: Given[] = [];

  add(given: Given): number {
    return this.all.push(given) - 1;
  }

  call(place: number, given: unknown[]): unknown {
    return this.all[place]!(...given);
  }
}

/** One page for all pieces of a worker: loading it takes longer than most specs. */
interface Shared {
  page: Page;
  functions: Functions;
  errors: string[];
  current: Piece | null;
}

async function openPage(browser: Browser): Promise<Shared> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 900 },
  });
  const shared: Shared = { page: await context.newPage(), functions: new Functions(), errors: [], current: null };
  const { page } = shared;
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => shared.errors.push(error.message));
  await page.exposeFunction('callSpec', (place: number, given: unknown[]) => shared.functions.call(place, given));
  await page.route('**/*', (route) => serveFile(route));
  await page.route(`${ORIGIN}/api/**`, (route) => shared.current?.serve(route) ?? route.abort());
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.piecePage !== undefined);
  return shared;
}

function serveFile(route: Route): Promise<void> {
  const { origin, pathname } = new URL(route.request().url());
  if (origin !== ORIGIN) return route.abort();
  const file = join(BUILT, pathname === '/' ? 'index.html' : pathname);
  if (!existsSync(file)) return route.fulfill({ status: 404 });
  return route.fulfill({ body: readFileSync(file), contentType: KINDS[extname(file)] ?? 'application/octet-stream' });
}

export const test = base.extend<{ piece: Piece }, { shared: Shared }>({
  shared: [
    async ({ browser }, use) => {
      const shared = await openPage(browser);
      await use(shared);
      await shared.page.context().close();
    },
    { scope: 'worker' },
  ],
  page: async ({ shared }, use) => use(shared.page),
  piece: async ({ shared }, use, info) => {
    const piece = new Piece(shared.page, shared.functions);
    shared.current = piece;
    shared.errors.length = 0;
    await use(piece);
    // After a failure the page stays as it is, for the report to show.
    if (info.status === info.expectedStatus) await shared.page.evaluate(() => window.piecePage!.clear());
    expect(shared.errors, 'errors in the page').toEqual([]);
    expect(piece.unanswered, 'requests for which the spec has no answer').toEqual([]);
  },
});
