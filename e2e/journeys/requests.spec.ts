import { expect, test } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, FERRARS, post, refuseBrokenPages, signIn } from '../support/unit.ts';

test('requests are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/requests', async (shown) => {
    await expect(shown.getByRole('row').filter({ hasText: 'Ahmed' })).toBeVisible();
  });
  for (const view of ['mine', 'waiting', 'done_this_week'])
    await lookAround(page, `/requests?view=${view}`, heading('Requests'));
  await lookAround(page, '/requests?type=haemtrack', async (shown) => {
    await expect(shown.getByText(/None of \d+ requests match these filters/)).toBeVisible();
  });
  await lookAround(page, '/requests/new', heading('New request'));
  await page.goto('/requests?type=dental_advice');
  await page.getByRole('link', { name: /^Dental advice/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dental advice' })).toBeVisible();
  await page.getByRole('button', { name: 'Record plan sent' }).click();
  await expect(page.getByLabel('Enter to whom the plan was sent')).toBeFocused();
  await inEveryLook(page);
  await page.getByRole('link', { name: 'Open the record' }).click();
  await page.getByRole('tab', { name: /^Requests/ }).click();
  await expect(page.getByRole('link', { name: /^Dental advice/ })).toBeVisible();
  await inEveryLook(page);
  await context.close();
});

test('an email becomes a request, and is worked to its end by keyboard', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/requests');
  await expect(page.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByLabel('What they ask')).toBeFocused();

  await page.keyboard.insertText(
    'Please can we have a repeat prescription, we are running low on factor and needles. His knee is a bit swollen since yesterday. We fly next Tuesday.',
  );
  await expect(page.getByRole('alert')).toContainText('His knee is a bit swollen since yesterday');
  await page.getByRole('combobox', { name: 'Patient', exact: true }).fill('mbeki');
  await expect(page.getByText(/1 patient matches/).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  // The type is guessed and waits for a person to say so.
  await expect(page.getByText('Looks like: Repeat prescription.')).toBeVisible();
  await test.step('a day that the text names is taken by one press', async () => {
    await page.getByRole('button', { name: /^Needed by Tue/ }).press('Enter');
    await expect(page.getByLabel('Needed by')).toHaveValue(/^\d\d-\w{3}-\d{4}$/);
    await page.getByLabel('Needed by').fill('');
  });
  await test.step('words of a bleed are asked about before anything is filed', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Answer this first.')).toBeVisible();
    await page.getByRole('button', { name: 'Log an attendance' }).press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Log attendance' });
    await expect(sheet.getByText(/MBEKI/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await sheet.getByRole('button', { name: 'Discard this log' }).press('Enter');
    await expect(sheet).toBeHidden();
    await page.getByRole('button', { name: 'Change the answer' }).press('Enter');
    await page.getByRole('button', { name: 'Not an attendance' }).press('Enter');
    await expectAccessible(page);
  });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Choose what is asked for.')).toBeVisible();
  await page.getByRole('button', { name: 'Yes, Repeat prescription' }).press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Repeat prescription' })).toBeVisible();
  await expect(page.getByText(/^\d working days left$/)).toBeVisible();

  await page.getByRole('link', { name: 'All requests' }).press('Enter');
  const row = page.getByRole('row').filter({ hasText: 'MBEKI' });
  // The row may show a step before its answer is there; the next one is taken after that.
  const said = page.locator('.done');
  await row.focus();
  await page.keyboard.press('a');
  await expect(said).toContainText('You have taken');
  await expect(row).toContainText('You do this');
  await row.focus();
  await page.keyboard.press('s');
  await expect(said).toContainText('Checked.');
  await expect(row).toContainText('Checked');
  await page.keyboard.press('u');
  await expect(said).toContainText('is as it was.');
  await expect(row).toContainText('Requested');
  for (const state of ['Checked', 'Prescribed', 'Ready to collect or post']) {
    await row.focus();
    await page.keyboard.press('s');
    await expect(said).toContainText(`${state}.`);
    await expect(row).toContainText(state);
  }
  await row.focus();
  await page.keyboard.press('s');
  await expect(row).toHaveCount(0);
  await page.getByRole('link', { name: /^Done this week/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'MBEKI' })).toContainText('Collected');
  await context.close();
});

test('several are stepped at once; what somebody else changed is named and left', async ({ browser }) => {
  const boyd = await browser.newContext();
  await signIn(boyd, BOYD);
  const found = await post(boyd, '/api/patients/search', { query: 'chaudhry' });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  const ids: { id: string; reference: string; version: number }[] = [];
  for (const details of ['Swimming?', 'Cycling?', 'Judo?']) {
    const answer = await post(
      boyd,
      '/api/requests',
      { patientId: matches[0]!.patient.id, type: 'general', details },
      { 'Idempotency-Key': crypto.randomUUID() },
    );
    ids.push((await answer.json()) as (typeof ids)[number]);
  }
  const page = await boyd.newPage();
  refuseBrokenPages(page);
  await page.goto('/requests?type=general');
  const row = (words: string) => page.getByRole('row').filter({ hasText: words });
  await row('Swimming?').focus();
  await page.keyboard.press('x');
  await row('Judo?').focus();
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('3 selected')).toBeVisible();

  // While the words of the step are typed, a colleague answers one of them.
  await page.getByRole('group', { name: 'All that are ticked' }).getByRole('button', { name: 'Record answer' }).click();
  await page.getByLabel('Enter what was answered').fill('Yes, with care.');
  const ferrars = await browser.newContext();
  await signIn(ferrars, FERRARS);
  const taken = await post(ferrars, `/api/requests/${ids[1]!.id}/take`, { version: ids[1]!.version });
  expect(taken.status()).toBe(200);
  await expect(row('Cycling?')).toContainText('J Ferrars does this');
  await expect(page.getByRole('button', { name: 'Record answer: 3 requests' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('3 of 3: Answered.')).toBeVisible();
  for (const words of ['Swimming?', 'Judo?', 'Cycling?']) await expect(row(words)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo for 3 requests' }).click();
  await expect(page.getByText('3 of 3 are as they were.')).toBeVisible();
  for (const words of ['Swimming?', 'Judo?', 'Cycling?']) await expect(row(words)).toBeVisible();

  await test.step('several are taken at once; what a colleague has is named and left', async () => {
    await row('Swimming?').getByRole('checkbox').check();
    await row('Cycling?').getByRole('checkbox').check();
    const bulk = page.getByRole('group', { name: 'All that are ticked' });
    await bulk.getByRole('button', { name: 'Take', exact: true }).click();
    await expect(bulk).toContainText('You take 2 requests. Already taken and left: 1.');
    await bulk.getByRole('button', { name: 'Take 2 requests' }).click();
    await expect(page.getByText('1 of 2: Taken.')).toBeVisible();
    await expect(page.getByText(`${ids[1]!.reference}: J Ferrars has taken this request.`)).toBeVisible();
    await expect(row('Swimming?')).toContainText('You do this');
    await expectAccessible(page);
  });
  await boyd.close();
  await ferrars.close();
});

test('two people mend one request: the second is shown both, and nothing typed is lost', async ({ browser }) => {
  const boyd = await browser.newContext();
  await signIn(boyd, BOYD);
  const found = await post(boyd, '/api/patients/search', { query: 'lewis' });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  const answer = await post(
    boyd,
    '/api/requests',
    { patientId: matches[0]!.patient.id, type: 'general', details: 'As first written' },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  const request = (await answer.json()) as { id: string; version: number };
  const page = await boyd.newPage();
  refuseBrokenPages(page);
  await page.goto(`/requests/${request.id}`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('What they ask').fill('As Boyd has it');

  const ferrars = await browser.newContext();
  await signIn(ferrars, FERRARS);
  await post(ferrars, `/api/requests/${request.id}/change`, {
    version: request.version,
    neededBy: null,
    details: 'As Ferrars has it',
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Somebody changed this request meanwhile.')).toBeVisible();
  await expect(page.getByText('As Ferrars has it')).toBeVisible();
  await expect(page.getByLabel('What they ask')).toHaveValue('As Boyd has it');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('As Boyd has it')).toBeVisible();
  await expect(page.getByText('Changed by J Ferrars')).toBeVisible();
  await expect(page.getByText('Changed by A Boyd')).toBeVisible();
  await boyd.close();
  await ferrars.close();
});
