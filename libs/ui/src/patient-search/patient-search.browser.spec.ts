import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { expect, test } from '../testing/piece';
import { aMatch } from '../testing/samples';

const answer = (...matches: PatientMatch[]): PatientSearchAnswer => ({
  matches,
  total: matches.length,
  understoodAs: 'name',
});
const RAVI = aMatch(1, 'Marsh', 'Ravi');
const RHYS = aMatch(2, 'Marsh', 'Rhys', { similarName: true });

test('nothing is picked by Enter until an arrow key has chosen (H5)', async ({ page, piece }) => {
  await piece.show('patient-search', { today: '2026-03-10', search: () => answer(RAVI, RHYS) });
  const box = page.getByRole('combobox', { name: 'Find a patient' });
  await box.pressSequentially('mar');
  await expect(page.getByRole('option')).toHaveCount(2);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await box.press('Enter');
  expect(await piece.emitted('picked')).toEqual([]);

  await box.press('ArrowDown');
  await box.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toContainText('Rhys');
  await box.press('Enter');
  expect((await piece.emitted<PatientMatch>('picked')).map(({ patient }) => patient.givenName)).toEqual(['Rhys']);
});

test('an answer to older words never stands under newer ones', async ({ page, piece }) => {
  let answerOld: ((found: PatientSearchAnswer) => void) | null = null;
  await piece.show('patient-search', {
    today: '2026-03-10',
    search: (query: string) =>
      query === 'ma' ? new Promise((resolve) => (answerOld = resolve)) : answer(aMatch(3, 'Marlow', 'Ida')),
  });
  const box = page.getByRole('combobox');
  const status = page.getByRole('status');
  await box.fill('ma');
  await expect(status).toHaveText('Searching');
  await expect.poll(() => answerOld).not.toBeNull();
  await box.fill('marlow');
  await expect(page.getByRole('option')).toContainText('Ida');
  answerOld!(answer(RAVI));
  // It has reached the page, and the page has drawn what it made of it.
  for (let turn = 0; turn < 3; turn++) await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  await expect(status).toHaveText(/1 patient matches/);
  await expect(page.getByRole('option')).toContainText('Ida');
});

test('a search that fails says so and is tried again', async ({ page, piece }) => {
  let works = false;
  await piece.show('patient-search', {
    today: '2026-03-10',
    search: () => {
      if (!works) throw new Error('No network');
      return answer(RAVI);
    },
  });
  await page.getByRole('combobox').fill('marsh');
  await expect(page.getByRole('status')).toHaveText(/The search did not work/);
  works = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('option')).toContainText('Ravi');
});

test('Escape closes the list first and empties the box after', async ({ page, piece }) => {
  await piece.show('patient-search', { today: '2026-03-10', search: () => answer(RAVI) });
  const box = page.getByRole('combobox');
  await box.fill('marsh');
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await box.press('Escape');
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await expect(box).toHaveValue('marsh');
  await box.press('Escape');
  await expect(box).toHaveValue('');
});

test('what nobody finds is handed on with what was typed', async ({ page, piece }) => {
  await piece.show('patient-search', {
    today: '2026-03-10',
    search: () => answer(),
    notFoundLabel: 'Log without a match',
  });
  await page.getByRole('combobox').fill('zz');
  await page.getByRole('option', { name: 'Log without a match' }).click();
  expect(await piece.emitted('notFound')).toEqual(['zz']);
});
