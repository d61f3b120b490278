import { expect, test } from '@playwright/test';
import { heading, look, LOOKS } from '../support/looks.ts';
import { attendanceLogged, BOYD, expectAccessible, refuseBrokenPages, signIn } from '../support/unit.ts';

for (const { name, ...options } of LOOKS) {
  test(`every screen is usable: ${name}`, async ({ browser }) => {
    // Axe reads a dozen screens.
    test.slow();
    const context = await browser.newContext(options);
    const page = await context.newPage();
    refuseBrokenPages(page);
    await look(page, '/sign-in', heading('Sign in'));
    await signIn(context, BOYD);
    await look(page, '/account', heading('Your account'));
    const { alertId } = await attendanceLogged(context, { search: 'davies osian' });
    const unmatched = await attendanceLogged(context, { unmatched: 'Nobody we know' }, { reason: 'bleeding' });
    const detail = (await (await context.request.get(`/api/alerts/${alertId}`)).json()) as { patient: { id: string } };

    await look(page, '/', heading('Today'));
    for (const view of ['mine', 'awaiting', 'closed_today']) await look(page, `/?view=${view}`, heading('Today'));
    await look(page, `/alerts/${alertId}`, async (shown) => {
      await expect(shown.getByRole('heading', { name: 'Ring now' })).toBeVisible();
    });
    await look(page, `/alerts/${unmatched.alertId}`, async (shown) => {
      await expect(shown.getByText('Nobody we know').last()).toBeVisible();
    });
    await look(page, '/attendances/new', heading('Log attendance'));
    await test.step('a sheet saved too early names what is missing', async () => {
      await page.getByRole('button', { name: /^Save/ }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expectAccessible(page);
    });
    await look(page, '/patients', heading('Patients'));
    await look(page, `/patients/${detail.patient.id}`, async (shown) => {
      await expect(shown.getByRole('heading', { name: 'Shared care' })).toBeVisible();
    });
    await look(page, '/patients/6e1b2c3d-0000-4000-8000-000000000000', async (shown) => {
      await expect(shown.getByText(/No patient here that you can open/).first()).toBeVisible();
    });
    await look(page, '/nowhere', async (shown) => {
      await expect(shown.getByRole('heading', { level: 1 })).toBeVisible();
    });
    await context.close();
  });
}

test('the first screen loads in at most 180 kB', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const files = new Map<string, string>();
  let bytes = 0;
  network.on('Network.responseReceived', ({ requestId, response }) => files.set(requestId, response.url));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!/\/api\//.test(files.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Acknowledge' }).first()).toBeVisible();
  expect(files.size).toBeGreaterThan(2);
  expect(bytes / 1024).toBeLessThanOrEqual(180);
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
    await expect(page.getByText(`<img src=x onerror="document.title='run'">`, { exact: false }).first()).toBeVisible();
    await expect(page.getByText('{{7*7}}', { exact: false }).first()).toBeVisible();
    expect(await page.title()).not.toBe('run');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
});
