import { expect, test } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { atDesk, attendanceLogged, BOYD, expectAccessible, refuseBrokenPages, signIn } from '../support/unit.ts';

test('a newcomer logs an attendance and sees the email about it arrive, naming no child', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const { alertId, reference } = await attendanceLogged(context, { unmatched: 'Girl, perhaps Tamsin' });
  await page.getByRole('button', { name: /your account/ }).click();
  await page.getByRole('menuitem', { name: 'Demo mail' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Demo mail' })).toBeVisible();
  const mail = page.getByRole('listitem').filter({ hasText: reference }).first();
  await expect(mail).toBeVisible({ timeout: 15_000 });
  await mail.locator('summary').click();
  await expect(mail).toContainText(`/alerts/${alertId}`);
  await expect(page.getByRole('list', { name: /Messages/ })).not.toContainText('Tamsin');
  await expectAccessible(page);
  await context.close();
});

test('the mail of the demo is readable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await attendanceLogged(context, { unmatched: 'Girl, perhaps Tamsin' });
  await lookAround(page, '/demo-mail', heading('Demo mail'));
  await expect(page.getByRole('listitem').first()).toBeVisible({ timeout: 15_000 });
  await page.getByRole('main').locator('summary').first().click();
  await inEveryLook(page);
  await context.close();
});
