import { computed, effect, inject, type Signal, untracked } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { Fetched } from './fetched';
import { Live } from './live';

/** Of a page: what it shows, kept while it is fetched again, and why the last fetch failed. */
export interface Shown<T> {
  readonly value: Signal<T | null>;
  readonly problem: Signal<Problem | null>;
  readonly busy: Signal<boolean>;
  /** Fetches again; what is shown stays until the answer is there. */
  refresh(): Promise<void>;
  /** Fetches at once, without waiting for an answer that may never come. */
  retry(): Promise<void>;
  /** Takes an answer which came another way, such as that of a verb. */
  take(value: T): void;
}

/**
 * Fetches what belongs to `what`: when the page opens, anew when `what` becomes another, and again whenever a signal that
 * `hints` reads has risen. Nothing is fetched while `what` is null, and nothing of one child is shown for the next.
 *
 *     fetchedFor(this.record.id, (id) => this.store.get(id), (live, id) => live.changedFor('patients', id))
 */
export function fetchedFor<K, T>(
  what: () => K | null,
  load: (what: K) => Promise<T>,
  hints: (live: Live, what: K) => unknown = () => undefined,
): Shown<T> {
  const live = inject(Live);
  const current = computed(() => {
    const key = what();
    return key === null ? null : { key, fetched: new Fetched(() => load(key)) };
  });
  effect(() => {
    const now = current();
    if (now === null) return;
    hints(live, now.key);
    untracked(() => void now.fetched.refresh());
  });
  const fetched = (): Fetched<T> | undefined => untracked(current)?.fetched;
  return {
    value: computed(() => current()?.fetched.value() ?? null),
    problem: computed(() => current()?.fetched.problem() ?? null),
    busy: computed(() => current()?.fetched.busy() ?? false),
    refresh: async () => fetched()?.refresh(),
    retry: async () => fetched()?.retry(),
    take: (value) => fetched()?.take(value),
  };
}

/** The same for what has no key: a list, a board. What was fetched stays while a signal that `hints` reads rises. */
export function fetchedNow<T>(load: () => Promise<T>, hints: (live: Live) => unknown = () => undefined): Shown<T> {
  return fetchedFor(() => true, load, hints);
}
