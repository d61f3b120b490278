import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import {
  expect,
  type APIResponse,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';

export { expectAccessible } from './axe.ts';

export const BOYD = 'a.boyd@example.org';
export const FERRARS = 'j.ferrars@example.org';
export const SHAH = 'k.shah@example.org';
/** Link consultant at Stoke Mandeville. */
export const LINDQVIST = 'p.lindqvist@example.org';
const PASSWORD = 'shared care demo';

export interface Desk {
  page: Page;
  context: BrowserContext;
}

/** A person of the unit at a browser of their own, signed in and looking at Today. */
export async function atDesk(browser: Browser, email: string, options: BrowserContextOptions = {}): Promise<Desk> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, email);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await expect(page.getByText(/^Live \d\d:\d\d$/)).toBeVisible();
  return { page, context };
}

export async function signIn(context: BrowserContext, email: string): Promise<void> {
  const answer = await post(context, '/api/session', { email, password: PASSWORD });
  expect(answer.status()).toBe(201);
}

/** Writes over the API as a page of this browser would: with the token that its cookie holds. */
export async function post(
  context: BrowserContext,
  path: string,
  data: object,
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const held = async (): Promise<string | undefined> =>
    (await context.cookies()).find(({ name }) => name.endsWith(WRITE_TOKEN_COOKIE))?.value;
  if ((await held()) === undefined) await context.request.get('/api/sign-in-page');
  return context.request.post(path, { data, headers: { [WRITE_TOKEN_HEADER]: (await held()) ?? '', ...headers } });
}

/** A script error or a refusal by the content security policy fails the journey it happens in. */
export function refuseBrokenPages(page: Page): void {
  page.on('pageerror', (error) => {
    throw new Error(`The page broke: ${error.message}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) throw new Error(message.text());
  });
}

/** Counts what a page loads from now on, compressed as it comes over the network, without the answers of the API. */
export async function bytesLoaded(page: Page): Promise<{ files: () => number; kilobytes: () => number }> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  const files = new Map<string, string>();
  let bytes = 0;
  network.on('Network.responseReceived', ({ requestId, response }) => files.set(requestId, response.url));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!/\/api\//.test(files.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  return { files: () => files.size, kilobytes: () => bytes / 1024 };
}

/** Nothing sticks out to the side: a phone scrolls one way only. */
/** On a phone nobody has to scroll for it: it stands above the bar at the bottom. */
export async function expectAbove(what: Locator, bar: Locator): Promise<void> {
  await expect(what).toBeVisible();
  await expect(bar).toBeVisible();
  await expect
    .poll(async () => {
      const [above, below] = [(await what.boundingBox())!, (await bar.boundingBox())!];
      return Math.round(below.y - above.y - above.height);
    })
    .toBeGreaterThanOrEqual(0);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
}

/** Logs an attendance over the API, for journeys that begin with one. Answers with the alert's id. */
export async function attendanceLogged(
  context: BrowserContext,
  who: { search: string } | { unmatched: string },
  details: Record<string, unknown> = {},
): Promise<{ alertId: string; reference: string }> {
  let child: Record<string, unknown>;
  let hospitalId: string;
  if ('search' in who) {
    const found = await post(context, '/api/patients/search', { query: who.search });
    const [match] = ((await found.json()) as { matches: { patient: { id: string }; usualHospital: { id: string } }[] })
      .matches;
    child = { patientId: match!.patient.id, saidBack: ['birth_date', 'nhs_number'] };
    hospitalId = match!.usualHospital.id;
  } else {
    const { hospitals } = (await (await context.request.get('/api/hospitals')).json()) as {
      hospitals: { id: string }[];
    };
    child = { unmatched: { name: who.unmatched } };
    hospitalId = hospitals[0]!.id;
  }
  const answer = await post(
    context,
    '/api/attendances',
    {
      ...child,
      hospitalId,
      unitKind: 'ed',
      reason: 'head_injury',
      arrivedMinutesAgo: 5,
      toldBy: 'mother',
      ...details,
    },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as { alertId: string; reference: string };
}

/** The row or card of one alert on Today. */
export function alertRow(page: Page, name: string | RegExp) {
  return page
    .getByRole('row')
    .filter({ hasText: name })
    .or(page.getByRole('listitem').filter({ hasText: name }))
    .first();
}

/** Opens the alert of a row with the pointer. The list is live: a row that moves under the press is pressed again. */
export async function openAlert(page: Page, row: Locator): Promise<void> {
  await expect(async () => {
    await row.getByRole('link', { name: 'Open' }).click({ timeout: 5_000 });
    await page.waitForURL(/\/alerts\//, { timeout: 5_000 });
  }).toPass();
}
