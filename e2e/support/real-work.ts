import { expect, type Page } from '@playwright/test';
import { choose } from './choose.ts';
import type { Colleague } from './real-unit.ts';
import { expectAccessible } from './unit.ts';

/** What people of a real unit do day by day, by what they press and type alone. */

/** A ward, so that open access can name it. */
export async function describeUnit({ page }: Colleague, hospital: string, ward: string): Promise<void> {
  await page.goto('/hospitals');
  await page.getByRole('link', { name: hospital }).first().click();
  await page.getByRole('button', { name: 'Add a unit' }).click();
  await page.getByLabel('Name', { exact: true }).fill(ward);
  await page.getByRole('button', { name: 'Add this unit' }).click();
  await expect(page.getByRole('region', { name: 'Units' })).toContainText(ward);
}

/** The consultant whom links of the hospital name, with the account they sign in with. */
export async function addConsultant({ page }: Colleague, consultant: Colleague, hospital: string): Promise<void> {
  await page.goto('/link-consultants');
  await page.getByRole('button', { name: 'Add link consultant' }).click();
  await choose(page, 'Hospital', hospital);
  await choose(page, 'Account', consultant.name);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(consultant.name);
  await page.getByLabel('First day').fill('1/9/2026');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Added.')).toBeVisible();
}

/** The path of a child's record, found by the list of all children. */
export async function findChild(page: Page, words: string, name: string): Promise<string> {
  await page.goto('/patients');
  await page.getByRole('combobox').first().fill(words);
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('main')).toContainText(name);
  return new URL(page.url()).pathname;
}

/** Drafted by the nurse, agreed by the link consultant. Answers with the path of the arrangement. */
export async function agreeOpenAccess(
  { page }: Colleague,
  consultant: Colleague,
  what: { record: string; hospital: string; issuer: string },
): Promise<string> {
  await page.goto(`${what.record}/open-access`);
  await page.getByRole('button', { name: /Draft an arrangement/ }).click();
  await choose(page, /Ward or unit at/, "Children's ward");
  await page.getByRole('checkbox', { name: 'Bleeding', exact: true }).check();
  await page.getByLabel('In hours').fill('Straight to the ward.');
  await page.getByLabel('Out of hours').fill('The ward as well; ring the bell.');
  await page.getByRole('button', { name: 'Add a line' }).click();
  await page.getByLabel('Who answers').fill("Children's ward");
  await page.getByLabel('Number', { exact: true }).fill('01632 960210');
  await choose(page, 'Issued by', what.issuer);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Draft saved.')).toBeVisible();
  const path = new URL(page.url()).pathname;
  await page.getByRole('button', { name: `Send to ${consultant.name}` }).click();
  await expect(page.getByText(`Waiting since today for ${consultant.name} to agree`)).toBeVisible();

  await consultant.page.goto('/open-access/to-agree');
  await consultant.page.getByRole('link', { name: /WREN, Tilda/ }).click();
  await consultant.page.getByRole('button', { name: `Agree for ${what.hospital}` }).click();
  await expect(consultant.page.getByText('Now: Active.')).toBeVisible();
  return path;
}

/** Settles what the alert still asks for, item by item, and closes it. */
export async function closeAlert(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record call' }).click();
  await page.getByRole('option', { name: 'Doctor at the hospital' }).click();
  await page.getByLabel('Advice given, as said on the phone').fill('Treat before the scan, by the unit’s plan.');
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect(page.getByText('Treat before the scan, by the unit’s plan.')).toBeVisible();
  await page.getByRole('button', { name: 'Treatment', exact: true }).click();
  // A toggle says that it is chosen a frame after the click.
  await page.getByRole('radio', { name: 'Not known' }).click();
  await expect(page.getByRole('radio', { name: 'Not known' })).toBeChecked();
  await page.getByLabel('What is known').fill('Given in the ambulance, time not noted.');
  await page.getByRole('button', { name: 'Save first treatment' }).click();
  for (const item of ['Link consultant told', 'Family contacted', 'Follow-up decided', 'Discharge summary received']) {
    await page.getByRole('button', { name: `Done: ${item}` }).click();
    await expect(page.getByRole('button', { name: `Take back: ${item}` })).toBeVisible();
  }
  await page.getByRole('button', { name: /^Not needed: Home stock/ }).click();
  await page.getByLabel('Not needed, because').fill('Hospital factor was used.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Everything is settled.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close alert' }).first().click();
  await page.getByRole('radio', { name: 'PHU review booked' }).check();
  await page.getByRole('button', { name: 'Close alert' }).last().click();
  await expect(page.getByText('Next: Closed.')).toBeVisible();
  await expectAccessible(page);
}
