import { expect, test } from '../support/test.ts';
import { attendanceLogged, atDesk, BOYD, FERRARS } from '../support/unit.ts';

declare global {
  interface Window {
    tones: number;
  }
}

test('a new red alert is heard by whoever turned the sound on, on that computer, and an amber one by nobody', async ({
  browser,
}) => {
  const [boyd, ferrars] = [await atDesk(browser, BOYD), await atDesk(browser, FERRARS)];
  for (const { page } of [boyd, ferrars]) {
    await page.addInitScript(() => {
      window.tones = 0;
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones++;
        return make.call(this);
      };
    });
    await page.goto('/account');
    await expect(page.getByLabel('A short sound for each new red alert, on this computer')).not.toBeChecked();
  }
  await ferrars.page.getByLabel('A short sound for each new red alert, on this computer').check();
  expect(await ferrars.page.evaluate(() => window.tones)).toBe(2);
  for (const { page } of [boyd, ferrars]) {
    await page.goto('/');
    await expect(page.getByText(/^Live \d\d:\d\d$/)).toBeVisible();
  }

  await attendanceLogged(boyd.context, { unmatched: 'Sounding amber' }, { reason: 'unrelated_illness' });
  await expect(ferrars.page.getByText('Sounding amber').first()).toBeVisible();
  expect(await ferrars.page.evaluate(() => window.tones)).toBe(0);
  await attendanceLogged(boyd.context, { unmatched: 'Sounding red' }, { reason: 'head_injury' });
  for (const { page } of [boyd, ferrars]) await expect(page.getByText('Sounding red').first()).toBeVisible();
  await expect.poll(() => ferrars.page.evaluate(() => window.tones)).toBe(2);
  expect(await boyd.page.evaluate(() => window.tones)).toBe(0);
  await Promise.all([boyd.context.close(), ferrars.context.close()]);
});
