import { expect, test } from '../support/test.ts';
import { enlargedAndForced, heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { attendanceLogged, BOYD, bytesLoaded, refuseBrokenPages, signIn } from '../support/unit.ts';

test('every screen is usable in every look', async ({ browser }) => {
  // Axe reads a dozen screens.
  test.slow();
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await lookAround(page, '/sign-in', heading('Sign in'));
  await enlargedAndForced(page);
  await signIn(context, BOYD);
  await lookAround(page, '/account', heading('Your account'));
  const { alertId } = await attendanceLogged(context, { search: 'davies osian' });
  const unmatched = await attendanceLogged(context, { unmatched: 'Nobody we know' }, { reason: 'bleeding' });
  const detail = (await (await context.request.get(`/api/alerts/${alertId}`)).json()) as { patient: { id: string } };

  await lookAround(page, '/', heading('Today'));
  await enlargedAndForced(page);
  await lookAround(page, '/?view=closed_today', heading('Closed today'));
  await lookAround(page, `/alerts/${alertId}`, async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Ring now' })).toBeVisible();
  });
  await enlargedAndForced(page);
  await lookAround(page, `/alerts/${unmatched.alertId}`, async (shown) => {
    await expect(shown.getByText('Nobody we know').last()).toBeVisible();
  });
  await lookAround(page, '/attendances/new', heading('Log attendance'));
  await enlargedAndForced(page);
  await test.step('a sheet saved too early names what is missing', async () => {
    await page.getByRole('button', { name: /^Save/ }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await inEveryLook(page);
  });
  await lookAround(page, '/patients', heading('Patients'));
  await lookAround(page, `/patients/${detail.patient.id}`, async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Twelve months' })).toBeVisible();
  });
  await enlargedAndForced(page);
  await lookAround(page, '/patients/6e1b2c3d-0000-4000-8000-000000000000', async (shown) => {
    await expect(shown.getByText(/No patient here that you can open/).first()).toBeVisible();
  });
  await lookAround(page, '/nowhere', async (shown) => {
    await expect(shown.getByRole('heading', { level: 1 })).toBeVisible();
  });
  await context.close();
});

test('the first screen loads in at most 200 kB', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  const loaded = await bytesLoaded(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Acknowledge' }).first()).toBeVisible();
  expect(loaded.files()).toBeGreaterThan(2);
  expect(loaded.kilobytes()).toBeLessThanOrEqual(200);
});

test('on paper there is nothing to press and no skip link', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.emulateMedia({ media: 'print' });
  for (const [path, name] of [
    ['/', 'Today'],
    ['/handover', 'Handover'],
    ['/rota', 'Rota'],
    ['/open-access', 'Open access'],
  ] as const) {
    await page.goto(path);
    await heading(name)(page);
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    for (const away of ['.button', '.mat-mdc-button-base', 'nav a', '.skip a'])
      await expect(page.locator(away).filter({ visible: true }), `${path}: ${away}`).toHaveCount(0);
  }
  await context.close();
});

test('a name made of markup is shown as it was typed and never runs', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  const name = `<img src=x onerror="document.title='run'"> {{7*7}} O’Ni\u0301el \u202eesrever`;
  const { alertId } = await attendanceLogged(context, { unmatched: name }, { reason: 'bleeding', bleedSite: 'joint' });
  for (const path of ['/', `/alerts/${alertId}`]) {
    await page.goto(path);
    // Under an open alert the list is there and not in sight.
    const shown = page.locator(path === '/' ? 'sc-alert-queue' : 'sc-alert-workspace');
    await expect(shown.getByText(`<img src=x onerror="document.title='run'">`, { exact: false }).first()).toBeVisible();
    await expect(shown.getByText('{{7*7}}', { exact: false }).first()).toBeVisible();
    expect(await page.title()).not.toBe('run');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
});
