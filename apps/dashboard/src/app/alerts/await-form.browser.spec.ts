import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, aStep } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1, { state: 'acknowledged' });

test('an alert is put aside only with whom, for what and until when', async ({ page, piece }) => {
  await piece.show('await-form', { alert: ALERT });
  await page.getByRole('button', { name: 'Wait', exact: true }).click();
  await expect(page.locator('.error')).toHaveCount(3);
  expect(piece.sent()).toEqual([]);
});

test('the time to look again is sent as an instant of London', async ({ page, piece }) => {
  piece.answer(`POST /api/alerts/${ALERT.id}/await`, { body: aStep(ALERT) });
  await piece.show('await-form', { alert: ALERT });
  await page.getByRole('radio').first().check();
  await page.getByLabel('From whom').fill('Ward registrar');
  await page.locator('#await-wakeAt').fill('1630');
  await page.getByRole('button', { name: 'Wait', exact: true }).click();
  await expect.poll(() => piece.sent()).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({
    version: 3,
    from: 'Ward registrar',
    wakeAt: '2026-03-10T16:30:00.000Z',
  });
});
