import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

/** The rules of the version that `@axe-core/playwright` brings, run by ourselves: its own way takes four times as long. */
const require = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const { source } = require('axe-core') as { source: string };

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; any: { message: string }[] }[];
}
interface Axe {
  run(what: Document, options: object): Promise<{ violations: Violation[] }>;
}

/** What can differ between light and dark, or between two phones, when everything else is the same page. */
const OF_COLOUR_AND_SIZE = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'];

/** Fails when axe finds something serious. `rules` says whether to ask all or those that colour and size change. */
export async function expectAccessible(page: Page, rules: 'all' | 'colour and size' = 'all'): Promise<void> {
  // Axe looks into no frames when it is run like this.
  expect(page.frames()).toHaveLength(1);
  // Material hides the words of a snack bar until it moves them to where they are read out, a moment later.
  await expect(page.locator('mat-snack-bar-container [aria-hidden="true"] > *')).toHaveCount(0);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(
    async (only) => {
      const options = { resultTypes: ['violations'], preload: false, ...(only && { runOnly: only }) };
      const found = await (window as unknown as { axe: Axe }).axe.run(document, options);
      return found.violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        nodes: nodes.map(({ html, any }) => `${html.slice(0, 120)} (${any.map(({ message }) => message).join('; ')})`),
      }));
    },
    rules === 'all' ? null : OF_COLOUR_AND_SIZE,
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`)).toEqual([]);
}
