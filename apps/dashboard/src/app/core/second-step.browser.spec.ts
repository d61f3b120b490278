import { expect, test } from '@shared-care/ui/testing/piece';
import { refused } from '@shared-care/ui/testing/samples';

const CODE = 'POST /api/session/code';

test('a code is asked for before anything is sent', async ({ page, piece }) => {
  await piece.show('second-step', { wanted: 'code' });
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeFocused();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter the code.')).toBeVisible();
  expect(piece.sent()).toEqual([]);
});

test('a code that is refused is named at its box', async ({ page, piece }) => {
  piece.answer(CODE, refused({ code: 'This code is not right.' }));
  await piece.show('second-step', { wanted: 'code' });
  await page.getByLabel('Code').fill('123456');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('#code-error')).toHaveText('This code is not right.');
  await expect(page.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true');
  expect(await piece.emitted('done')).toEqual([]);
});

test('a new authenticator ends with recovery codes that are shown before anybody goes on', async ({ page, piece }) => {
  piece.answer('POST /api/session/enrolment', {
    body: { uri: 'otpauth://totp/unit', secret: 'ABCD EFGH', qrCode: 'data:image/png;base64,iVBORw0KGgo=' },
  });
  await piece.show('second-step', { wanted: 'enrol' });
  await expect(page.getByText('ABCD EFGH')).toBeVisible();
  piece.answer(CODE, ({ body }) => ({
    body: {
      user: { id: '1', displayName: 'A Boyd', email: 'a@example.org', role: 'haemostasis_nurse', hospitalId: null },
      demo: false,
      unitName: 'Unit',
      unit: null,
      now: '2026-03-10T14:00:00.000Z',
      idleEndsAt: '2026-03-10T14:30:00.000Z',
      endsAt: '2026-03-10T22:00:00.000Z',
      recoveryCodes: [`after ${(body as { code: string }).code}`],
    },
  }));
  await page.getByLabel('Code').fill('123456');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('after 123456')).toBeVisible();
  expect(await piece.emitted('done')).toEqual([]);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  expect(await piece.emitted('done')).toHaveLength(1);
});
