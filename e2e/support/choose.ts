import { expect, type Locator, type Page } from '@playwright/test';

/** Chooses from a list that has this label, as a person does: it opens, and the line is pressed. */
export async function choose(scope: Page | Locator, label: string | RegExp, option: string): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  const words = typeof label === 'string' ? new RegExp(`^\\s*${label}(\\s+optional)?\\s*$`) : label;
  const list = scope.getByLabel(words).and(page.getByRole('combobox'));
  await list.click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await expect(list).toHaveAttribute('aria-expanded', 'false');
}
