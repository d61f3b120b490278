import { computed, linkedSignal, type Signal } from '@angular/core';

interface Work<T, D> {
  id: string;
  /** What the person started from, or has looked at since. */
  seen: T;
  begun: D;
  typed: D;
}

/** What a person types about something that others may save meanwhile. */
export interface VersionedDraft<T, D> {
  readonly typed: Signal<D>;
  /** The version that what is typed is about: what a save sends. */
  readonly seen: Signal<T>;
  /** Something was typed that is not saved. */
  readonly changed: Signal<boolean>;
  /** What it says by now, while that is newer than what the person has looked at and something is typed. */
  readonly meanwhile: Signal<T | null>;
  /** Change what is typed. */
  update(change: (typed: D) => D): void;
  /** What is typed stays, and is saved over theirs. */
  keepMine(theirs?: T): void;
  /** What was typed goes; it begins again from theirs. */
  takeTheirs(theirs?: T): void;
}

/**
 * A draft keyed by id and version. Another thing begins a new draft. News of the same thing replaces the draft only while
 * nothing was typed; otherwise what was typed stays and `meanwhile` holds the news, for the person to choose: a newer
 * version that arrived is not thereby seen.
 */
export function versionedDraft<T, D>(of: {
  source: () => T;
  id: (source: T) => string;
  version: (source: T) => number;
  begin: (source: T) => D;
}): VersionedDraft<T, D> {
  const startedFrom = (source: T): Work<T, D> => {
    const begun = of.begin(source);
    return { id: of.id(source), seen: source, begun, typed: begun };
  };
  const work = linkedSignal<T, Work<T, D>>({
    source: of.source,
    computation: (source, previous) => {
      const before = previous?.value;
      return before && before.id === of.id(source) && isChanged(before) ? before : startedFrom(source);
    },
  });
  return {
    typed: computed(() => work().typed),
    seen: computed(() => work().seen),
    changed: computed(() => isChanged(work())),
    meanwhile: computed(() => {
      const [now, { id, seen }] = [of.source(), work()];
      return of.id(now) === id && of.version(now) > of.version(seen) ? now : null;
    }),
    update: (change) => work.update((now) => ({ ...now, typed: change(now.typed) })),
    keepMine: (theirs = of.source()) => work.update((now) => ({ ...now, seen: theirs, begun: of.begin(theirs) })),
    takeTheirs: (theirs = of.source()) => work.set(startedFrom(theirs)),
  };
}

function isChanged({ begun, typed }: { begun: unknown; typed: unknown }): boolean {
  return JSON.stringify(begun) !== JSON.stringify(typed);
}
