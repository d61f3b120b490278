// Angular's own packages are compiled when they are loaded outside a build.
import '@angular/compiler';
import { describe, expect, it } from 'vitest';
import { Fetched } from './fetched';

/** A load whose answers the test gives, in whatever order. */
function slowLoad() {
  const waiting: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = [];
  const load = () => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
  return { waiting, load };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a value fetched again and again', () => {
  it('fetches once more when asked while busy, so that no hint is missed', async () => {
    const { waiting, load } = slowLoad();
    const fetched = new Fetched(load);
    void fetched.refresh();
    void fetched.refresh();
    waiting[0]!.resolve('old');
    await settled();
    expect(fetched.busy()).toBe(true);
    waiting[1]!.resolve('new');
    await settled();
    expect(fetched.value()).toBe('new');
    expect(fetched.busy()).toBe(false);
  });

  it('keeps the last value when fetching fails, and says why', async () => {
    const { waiting, load } = slowLoad();
    const fetched = new Fetched(load);
    void fetched.refresh();
    waiting[0]!.resolve('known');
    await settled();
    void fetched.refresh();
    waiting[1]!.reject(new Error('gone'));
    await settled();
    expect(fetched.value()).toBe('known');
    expect(fetched.problem()?.code).toBe('failed');
  });

  it('does not wait for an answer that never comes when the person tries again', async () => {
    const { waiting, load } = slowLoad();
    const fetched = new Fetched(load);
    void fetched.refresh();
    void fetched.retry();
    waiting[1]!.resolve('second');
    await settled();
    waiting[0]!.resolve('first, late');
    await settled();
    expect(fetched.value()).toBe('second');
  });

  it('shows nothing of one session in the next', async () => {
    const { waiting, load } = slowLoad();
    const fetched = new Fetched(load);
    void fetched.refresh();
    fetched.clear();
    waiting[0]!.resolve('of the person before');
    await settled();
    expect(fetched.value()).toBeNull();
  });
});
