import { expect, test, type Piece } from '@shared-care/ui/testing/piece';
import { aMatch, idOf } from '@shared-care/ui/testing/samples';
import type { Page } from '@playwright/test';

const logged = (piece: Piece) => piece.asked.filter(({ path }) => path === '/api/attendances');

async function open(piece: Piece, similarName: boolean): Promise<void> {
  const none = { status: 503, body: {} };
  piece.answer('GET /api/attendance-drafts', { body: [] });
  piece.answer('POST /api/attendance-drafts', { body: { savedAt: '2026-03-10T14:00:00.000Z' } });
  piece.answer('POST /api/attendances/preview', none);
  piece.answer(`GET /api/patients/${idOf(7)}`, none);
  piece.answer('GET /api/hospitals', { body: { hospitals: [], total: 0 } });
  piece.answer('POST /api/patients/search', {
    body: { matches: [aMatch(7, 'Marsh', 'Ravi', { similarName })], total: 1, understoodAs: 'name' },
  });
  await piece.show('log-attendance');
}

async function choose(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Patient' }).fill('marsh');
  await page.getByRole('option', { name: /Ravi/ }).click();
}

const save = (page: Page) => page.getByRole('button', { name: /^Save/ }).click();

test('a child with a namesake is not logged before somebody has looked (H5)', async ({ page, piece }) => {
  await open(piece, true);
  await choose(page);
  await save(page);
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Say that this is the right patient.');
  await expect(summary).toContainText('Ask the caller to say back two identifiers, and tick them.');
  expect(logged(piece)).toEqual([]);
});

test('another patient has nothing said back', async ({ page, piece }) => {
  await open(piece, false);
  await choose(page);
  const ticks = page.getByRole('group', { name: 'Said back by the caller' }).getByRole('checkbox');
  await ticks.first().check();
  await page.getByRole('button', { name: 'Change patient' }).click();
  await choose(page);
  await expect(ticks.first()).not.toBeChecked();
});

test('a log without an answer goes out again as it was, under the same key (H1)', async ({ page, piece }) => {
  piece.answer('POST /api/attendances', { status: 503, body: {} });
  await open(piece, false);
  await choose(page);
  const ticks = page.getByRole('group', { name: 'Said back by the caller' }).getByRole('checkbox');
  await ticks.first().check();
  await ticks.nth(1).check();
  await page.getByRole('radiogroup', { name: 'Reason' }).getByLabel('Head injury').check();
  await page.getByRole('radiogroup', { name: 'Told by' }).getByLabel('Mother').check();
  await save(page);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect.poll(() => logged(piece).length).toBeGreaterThan(1);
  const [first, second] = logged(piece);
  expect(second!.body).toEqual(first!.body);
  expect(first!.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(second!.key).toBe(first!.key);
  expect(first!.body).toMatchObject({ patientId: idOf(7), arrivedAt: expect.stringMatching(/^2026-03-10T14:0/) });
});

test('of two digits at once the second is the site, and not another reason', async ({ page, piece }) => {
  await open(piece, false);
  await choose(page);
  await page.getByRole('radio', { name: /Bleeding/ }).focus();
  await page.evaluate(() => {
    for (const key of ['1', '6'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('radio', { name: /Bleeding/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /Joint/ }).last()).toBeChecked();
});
