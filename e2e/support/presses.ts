import type { Page } from '@playwright/test';

/** Shorter than this the browser does not tell. */
const LEAST_MS = 16;

interface Press {
  id: number;
  kind: string;
  milliseconds: number;
}

/** Has the browser write down how long each press and key takes, from the hand to the next picture. Before the page is opened. */
export async function listenToPresses(page: Page): Promise<void> {
  await page.addInitScript((least) => {
    const presses: Press[] = [];
    Object.assign(window, { presses });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
        if (entry.interactionId > 0)
          presses.push({ id: entry.interactionId, kind: entry.name, milliseconds: entry.duration });
    }).observe({ type: 'event', durationThreshold: least, buffered: true } as PerformanceObserverInit);
  }, LEAST_MS);
}

/** What was written down since the last call: the longest event of each press. */
export async function pressesOf(page: Page): Promise<number[]> {
  // A picture later the last press is told too.
  const presses = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 250)));
    return (window as unknown as { presses: Press[] }).presses.splice(0);
  });
  const longest = new Map<number, number>();
  for (const { id, milliseconds } of presses) longest.set(id, Math.max(longest.get(id) ?? 0, milliseconds));
  return [...longest.values()];
}

/** A processor of so many times less, until the function it gives is called. */
export async function slowDown(page: Page, rate: number): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate });
  return async () => {
    await browser.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await browser.detach();
  };
}

/** By nearest rank; a press of which the browser told nothing took less than it tells of. */
export function shareOf(presses: readonly number[], made: number, share: number): number {
  const all = [...presses, ...Array.from({ length: Math.max(0, made - presses.length) }, () => 0)];
  const sorted = all.sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
