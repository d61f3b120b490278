import { computed, effect, linkedSignal, signal, untracked, type Signal, type WritableSignal } from '@angular/core';
import type { Attempt } from '../core/attempt';

interface Work<T, D> {
  id: string;
  /** What the person started from, or has looked at since. */
  seen: T;
  begun: D;
  typed: D;
}

/** What a person types about something that others may save meanwhile. */
export interface VersionedDraft<T, D> {
  /** The model of the form. */
  readonly typed: WritableSignal<D>;
  /** The version that what is typed is about: what a save sends. */
  readonly seen: Signal<T>;
  /** Something was typed that is not saved. */
  readonly changed: Signal<boolean>;
  /** What it says by now, while that is newer than what the person has looked at and something is typed. */
  readonly meanwhile: Signal<T | null>;
  /** Runs a save. Refused because somebody else was first, `now` reads from the refusal what it is by now. */
  save<A>(
    attempt: Attempt,
    run: () => Promise<A | null>,
    now: (current: Record<string, unknown>, seen: T) => T | null | Promise<T | null>,
  ): Promise<A | null>;
  /** What is typed stays, and is saved over theirs; a field that was not touched is theirs. */
  keepMine(theirs?: T): void;
  /** What was typed goes, as it does once it is saved; it begins again from theirs. */
  takeTheirs(theirs?: T): void;
}

/** Where a draft outlives its form. */
export interface KeptDrafts {
  get<W>(form: string, id: string): W | null;
  keep(form: string, id: string, work: unknown): void;
  drop(form: string, id: string): void;
}

interface About<T, D> {
  source: () => T;
  id: (source: T) => string;
  version: (source: T) => number;
  begin: (source: T) => D;
  /** By what another's save is told from one that leaves all this as it was; what it begins with unless said. */
  says?: (source: T) => unknown;
  /** Its fields make sense only together: mine over theirs is all of mine, not the fields that I changed alone. */
  whole?: boolean;
  kept?: { form: string; drafts: KeptDrafts };
}

/**
 * A draft keyed by id and version. Another thing begins a new draft. News of the same thing replaces the draft only while
 * nothing was typed; otherwise what was typed stays and `meanwhile` holds the news, for the person to choose: a newer
 * version that arrived is not thereby seen. One that says the same here as before asks nothing.
 */
export function versionedDraft<T, D>(of: About<T, D>): VersionedDraft<T, D> {
  const says = of.says ?? of.begin;
  const told = signal<{ id: string; now: T } | null>(null);
  const latest = computed(() => {
    const [now, refusal] = [of.source(), told()];
    return refusal?.id === of.id(now) && of.version(refusal.now) > of.version(now) ? refusal.now : now;
  });
  const startedFrom = (source: T): Work<T, D> => {
    const begun = of.begin(source);
    return { id: of.id(source), seen: source, begun, typed: begun };
  };
  const work = linkedSignal<T, Work<T, D>>({
    source: latest,
    computation: (now, previous) =>
      untracked(() => {
        const before = previous?.value;
        if (before?.id !== of.id(now)) return resumed(of, now) ?? startedFrom(now);
        if (!isChanged(before)) return startedFrom(now);
        return isNewer(now, before.seen) && same(says(now), says(before.seen)) ? { ...before, seen: now } : before;
      }),
  });
  const isNewer = (now: T, seen: T): boolean => of.version(now) > of.version(seen);
  // Read at once: such a signal computes when it is first asked, and by then somebody else may have saved.
  effect(() => {
    const now = work();
    if (!of.kept) return;
    if (isChanged(now)) of.kept.drafts.keep(of.kept.form, now.id, now);
    else of.kept.drafts.drop(of.kept.form, now.id);
  });
  return {
    typed: writable(
      computed(() => work().typed),
      (typed) => work.update((now) => ({ ...now, typed })),
    ),
    seen: computed(() => work().seen),
    changed: computed(() => isChanged(work())),
    meanwhile: computed(() => {
      const [now, { id, seen }] = [latest(), work()];
      return of.id(now) === id && isNewer(now, seen) ? now : null;
    }),
    save: async (attempt, run, now) => {
      // Of what it is when the save is sent: the answer may come when another thing is on the screen.
      const { id, seen } = work();
      const answer = await run();
      const problem = answer === null ? attempt.problem() : null;
      const theirs = problem?.code === 'conflict' ? await newer(() => now(problem.current ?? {}, seen)) : null;
      if (theirs !== null) told.set({ id, now: theirs });
      return answer;
    },
    keepMine: (theirs = latest()) =>
      work.update((now) => {
        const begun = of.begin(theirs);
        return { ...now, seen: theirs, begun, typed: of.whole ? now.typed : overTheirs(now, begun) };
      }),
    takeTheirs: (theirs = latest()) => {
      work.set(startedFrom(theirs));
      // At once: the form may be gone before the effect above runs.
      of.kept?.drafts.drop(of.kept.form, of.id(theirs));
    },
  };
}

function resumed<T, D>({ kept, id }: About<T, D>, source: T): Work<T, D> | null {
  return kept?.drafts.get<Work<T, D>>(kept.form, id(source)) ?? null;
}

/** What cannot be asked is not known; the refusal itself still stands. */
async function newer<T>(ask: () => T | null | Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}

/** A part of a signal that can be written: what forms take for their model. */
function writable<D>(read: Signal<D>, set: (value: D) => void): WritableSignal<D> {
  const update = (change: (value: D) => D): void => set(change(untracked(read)));
  return Object.assign(read, { set, update, asReadonly: () => read }) as WritableSignal<D>;
}

/** What I left as it was is theirs by now. */
function overTheirs<D>({ begun, typed }: { begun: D; typed: D }, theirs: D): D {
  const merged = { ...typed };
  for (const key in typed) if (same(typed[key], begun[key])) merged[key] = theirs[key];
  return merged;
}

function isChanged({ begun, typed }: { begun: unknown; typed: unknown }): boolean {
  return !same(begun, typed);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
