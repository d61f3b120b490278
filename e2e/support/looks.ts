import { join } from 'node:path';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expectNoSidewaysScroll } from './unit.ts';

/**
 * How every screen is looked at: desk and phone, light and dark.
 *
 * A journey of a screen is one test: it opens the screen once, on the narrowest phone, and turns it into each look.
 *
 *     test('notices are usable', async ({ browser }) => {
 *       const context = await browser.newContext(NARROW);
 *       const page = await context.newPage();
 *       await signIn(context, BOYD);
 *       await lookAround(page, '/notices', heading('Notices'));
 *       await page.getByRole('button', { name: 'Add a notice' }).click();
 *       await inEveryLook(page);
 *     });
 *
 * `expectAccessible(page)` and `expectNoSidewaysScroll(page)` check the look it has just now.
 */
export const LOOKS = [
  { name: 'desk, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'desk, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const, hasTouch: true },
  { name: 'narrow phone, dark', viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, hasTouch: true },
];

/** For `browser.newContext`: the look with the least room, where every button still has to be reached. */
export const NARROW = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, hasTouch: true };

/** One look of either width has all of axe; between light and dark only colours differ. */
const WHOLE = new Set(['desk, light', 'narrow phone, dark']);

/** `npm run looks` keeps a picture of each look here. */
const PICTURES = process.env['E2E_PICTURES'];
/** How many screens each test has looked at so far: pictures are told apart by it. */
const screens = new Map<string, number>();

const SCREEN_MS = 20_000;
const SETTLED_MS = 5_000;
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Fails when the screen, as it stands, is not accessible or sticks out to the side in one of the looks. */
export async function inEveryLook(page: Page): Promise<void> {
  // Each screen brings the time that axe takes for it on a busy machine.
  test.setTimeout(test.info().timeout + SCREEN_MS);
  const { testId } = test.info();
  const screen = (screens.get(testId) ?? 0) + 1;
  screens.set(testId, screen);
  for (const look of LOOKS)
    await test.step(look.name, async () => {
      await turnInto(page, look);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, WHOLE.has(look.name) ? 'all' : 'colour and size');
      if (PICTURES) await page.screenshot({ path: join(PICTURES, pictureName(screen, look.name)), fullPage: true });
    });
}

/** Says which test, its which screen, and which look, in words that a file may be named by. */
function pictureName(screen: number, look: string): string {
  const { title, file } = test.info();
  const words = [file.replace(/^.*[\\/]|\.spec\.ts$/g, ''), title, String(screen).padStart(2, '0'), look];
  return `${words.map((each) => each.replace(/[^\w]+/g, '-')).join('~')}.png`;
}

/** Opens a screen and checks it in every look. It ends as the narrow phone that it began as. */
export async function lookAround(page: Page, path: string, until: (page: Page) => Promise<void>): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await until(page);
    await inEveryLook(page);
  });
}

/** A window of 1280 × 1024 pixels enlarged four times. */
const ENLARGED = {
  name: 'enlarged',
  viewport: { width: 320, height: 256 },
  colorScheme: 'light' as const,
  hasTouch: true,
};
const STOPS = 12;

/**
 * Fails when a screen cannot be used enlarged four times (something sticks out, or a control stays under a bar) or where
 * the person chooses the colours (focus or choice that only a tint shows). It ends as the narrow phone.
 */
export async function enlargedAndForced(page: Page): Promise<void> {
  test.setTimeout(test.info().timeout + SCREEN_MS);
  await test.step('enlarged', async () => {
    await turnInto(page, ENLARGED);
    await expectNoSidewaysScroll(page);
    expect(await page.evaluate(coveredControls)).toEqual([]);
  });
  await test.step('forced colours', async () => {
    await turnInto(page, LOOKS[0]!);
    await page.emulateMedia({ forcedColors: 'active' });
    for (let stop = 0; stop < STOPS; stop++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(unseenFocus)).toBeNull();
    }
    expect(await page.evaluate(tintedChoices)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none' });
  });
  await turnInto(page, LOOKS[3]!);
}

/** Controls of the page that something else lies over once they are brought into sight. Marks of a picture may meet. */
async function coveredControls(): Promise<string[]> {
  const covered: string[] = [];
  for (const control of document.querySelectorAll<HTMLElement>('main :is(a[href], button, input):not(svg *)')) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.getBoundingClientRect().width < 3) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    await new Promise(requestAnimationFrame);
    const [box] = control.getClientRects();
    const over = document.elementFromPoint(box!.left + box!.width / 2, box!.top + box!.height / 2);
    if (over !== null && !control.contains(over) && !over.contains(control))
      covered.push(
        `${(control.ariaLabel ?? control.textContent).trim() || control.id} under ${over.className || over.tagName}`,
      );
  }
  return covered;
}

/** What has the focus without an outline that forced colours keep: on itself, its field, or Material's own indicator. */
function unseenFocus(): string | null {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const drawn = (style: CSSStyleDeclaration): boolean =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
    (style.content !== 'none' && style.content !== 'normal' && parseFloat(style.borderTopWidth) >= 2);
  const around = [at, at.closest('.mat-mdc-form-field')?.querySelector('.mat-mdc-text-field-wrapper') ?? at];
  const indicators = [at, ...(at.parentElement?.querySelectorAll('.mat-focus-indicator') ?? [])];
  const seen =
    around.some((element) => drawn(getComputedStyle(element))) ||
    indicators.some((element) => drawn(getComputedStyle(element, '::before')));
  return seen ? null : at.outerHTML.slice(0, 160);
}

/** Choices that nothing but their ground tells from what is not chosen. */
function tintedChoices(): string[] {
  return [...document.querySelectorAll('[aria-pressed="true"], [aria-current]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const { outlineStyle, borderTopStyle, borderBottomStyle } = getComputedStyle(element);
      return outlineStyle === 'none' && borderTopStyle === 'none' && borderBottomStyle === 'none';
    })
    .map((element) => element.outerHTML.slice(0, 160));
}

async function turnInto(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  const session = await sessions.get(page)!;
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: look.hasTouch ?? false });
  await page.setViewportSize(look.viewport);
  await page.emulateMedia({ colorScheme: look.colorScheme });
  // What answers to the new width has answered, and colours no longer fade into each other. An animation of something
  // that was hidden meanwhile never says that it has ended: the wait has a limit.
  await page.evaluate(async (most) => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    const settled = async (): Promise<void> => {
      await frame();
      await frame();
      const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map((each) => each.finished));
    };
    await Promise.race([settled(), new Promise((enough) => setTimeout(enough, most))]);
  }, SETTLED_MS);
}

/** Opens a screen in the look that the page has, and fails when it is not accessible or sticks out to the side. */
export async function look(page: Page, path: string, until: (page: Page) => Promise<void>): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await until(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

/** Waits for the page heading of this name. */
export const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
