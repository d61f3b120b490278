// Angular's own packages are compiled when they are loaded outside a build.
import '@angular/compiler';
import { DOCUMENT, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchedFor, fetchedNow, type Shown } from './fetched-for';

TestBed.initTestEnvironment(BrowserTestingModule, platformBrowserTesting());
beforeEach(() => {
  // What a browser has and Node has not: the live stream asks whether there is a network.
  vi.stubGlobal('addEventListener', () => undefined);
  TestBed.resetTestingModule().configureTestingModule({ providers: [{ provide: DOCUMENT, useValue: {} }] });
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const opened = <T>(make: () => Shown<T>): Shown<T> => TestBed.runInInjectionContext(make);
async function shownNow(): Promise<void> {
  TestBed.tick();
  await settled();
}

/** Answers of the server by id, given when the test says so. */
function server() {
  const asked: { id: string; answer: (value: string) => void; fail: (error: unknown) => void }[] = [];
  const load = (id: string) => new Promise<string>((answer, fail) => asked.push({ id, answer, fail }));
  return { asked, load };
}

describe('what a page shows of one record', () => {
  it('is fetched when the page opens, and not before it is known what to fetch', async () => {
    const { asked, load } = server();
    const id = signal<string | null>(null);
    const shown = opened(() => fetchedFor(id, load));
    await shownNow();
    expect(asked).toEqual([]);

    id.set('ada');
    await shownNow();
    expect(shown.busy()).toBe(true);
    asked[0]!.answer('Ada');
    await shownNow();
    expect([shown.value(), shown.busy(), shown.problem()]).toEqual(['Ada', false, null]);
  });

  it('shows nothing of one child for the next, whichever answer comes last', async () => {
    const { asked, load } = server();
    const id = signal('ada');
    const shown = opened(() => fetchedFor(id, load));
    await shownNow();
    id.set('ben');
    expect(shown.value()).toBeNull();
    await shownNow();
    asked[1]!.answer('Ben');
    asked[0]!.answer('Ada');
    await shownNow();
    expect(shown.value()).toBe('Ben');
  });

  it('is fetched again on a hint, and stays meanwhile', async () => {
    const { asked, load } = server();
    const rose = signal(0);
    const shown = opened(() =>
      fetchedFor(signal('ada'), load, (_, id) => {
        expect(id).toBe('ada');
        return rose();
      }),
    );
    await shownNow();
    asked[0]!.answer('Ada');
    await shownNow();
    rose.set(1);
    await shownNow();
    expect(asked).toHaveLength(2);
    expect(shown.value()).toBe('Ada');
    asked[1]!.fail(new Error('No network'));
    await shownNow();
    expect(shown.value()).toBe('Ada');
    expect(shown.problem()).not.toBeNull();
  });

  it('is not fetched again because of what is read while fetching', async () => {
    const read = signal(0);
    let loads = 0;
    opened(() =>
      fetchedNow(() => {
        loads++;
        return Promise.resolve(read());
      }),
    );
    await shownNow();
    read.set(1);
    await shownNow();
    expect(loads).toBe(1);
  });

  it('takes the answer of a verb', async () => {
    const { asked, load } = server();
    const shown = opened(() => fetchedFor(signal('ada'), load));
    await shownNow();
    asked[0]!.answer('Ada');
    await shownNow();
    shown.take('Ada, changed');
    expect(shown.value()).toBe('Ada, changed');
    expect(asked).toHaveLength(1);
  });
});
