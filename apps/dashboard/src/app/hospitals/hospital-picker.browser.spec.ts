import { expect, test } from '@shared-care/ui/testing/piece';
import { aHospital } from '@shared-care/ui/testing/samples';

const OWN = aHospital(1, 'Northfield General');
const NETWORK = [
  OWN,
  aHospital(2, 'Eastgate'),
  aHospital(3, 'Old Infirmary', { closedOn: '2026-03-01' }),
  aHospital(4, 'Soon Closed', { closedOn: '2026-04-01' }),
];
const FAR = aHospital(5, 'Westhaven', { networkRole: 'other' });
const FAR_TOO = aHospital(6, 'West Bay', { networkRole: 'other' });

function answers({ path }: { path: string }) {
  const asked = new URL(path, 'https://pieces.example.org').searchParams.get('search');
  const hospitals = asked === '' ? NETWORK : [FAR, FAR_TOO];
  return { body: { hospitals, total: asked === '' ? hospitals.length : 9 } };
}

test('the hospitals of the child come first, and none that has closed', async ({ page, piece }) => {
  piece.answer('GET /api/hospitals', answers);
  await piece.show('hospital-picker', { own: [{ id: OWN.id, name: OWN.name }] });
  const list = page.getByRole('combobox', { name: 'Hospital' });
  await list.click();
  // A closure that is published for a day to come has not come.
  await expect(page.getByRole('option')).toHaveText([
    'Choose a hospital',
    'Northfield General',
    'Eastgate',
    'Soon Closed',
  ]);
  await page.getByRole('option', { name: 'Eastgate' }).click();
  expect(await piece.emitted('valueChange')).toEqual([NETWORK[1]!.id]);
});

test('a site of the register is found, chosen and shown in the list', async ({ page, piece }) => {
  piece.answer('GET /api/hospitals', answers);
  await piece.show('hospital-picker', {});
  await page.getByRole('button', { name: 'Another hospital' }).click();
  const search = page.getByLabel('Another hospital');
  await expect(search).toBeFocused();
  await search.fill('west');
  await expect(page.getByRole('status')).toContainText('9 hospitals match; the first 2 are listed.');
  await page.getByRole('button', { name: /Westhaven/ }).click();
  const list = page.getByRole('combobox', { name: 'Hospital' });
  await expect(list).toBeFocused();
  await expect(list).toHaveText('Westhaven');
  expect((await piece.emitted('valueChange')).at(-1)).toBe(FAR.id);
});

test('a network that could not be loaded is loaded again, and the own hospital is there meanwhile', async ({
  page,
  piece,
}) => {
  piece.answer('GET /api/hospitals', { status: 503, body: {} });
  await piece.show('hospital-picker', { own: [{ id: OWN.id, name: OWN.name }] });
  await expect(page.getByText('The list of our network could not be loaded.')).toBeVisible();
  const list = page.getByRole('combobox', { name: 'Hospital' });
  await list.click();
  await expect(page.getByRole('option', { name: 'Northfield General' })).toBeVisible();
  await page.keyboard.press('Escape');
  piece.answer('GET /api/hospitals', answers);
  await page.getByRole('button', { name: 'Load it again' }).click();
  await list.click();
  await expect(page.getByRole('option', { name: 'Eastgate' })).toBeVisible();
});

test('what no list has is written down with what was typed', async ({ page, piece }) => {
  piece.answer('GET /api/hospitals', answers);
  await piece.show('hospital-picker', { offersUnlisted: true });
  await page.getByRole('button', { name: 'Another hospital' }).click();
  await page.getByLabel('Another hospital').fill('Clinique Sud');
  await page.getByRole('button', { name: 'It is not listed: write it down' }).click();
  expect(await piece.emitted('unlisted')).toEqual(['Clinique Sud']);
});
