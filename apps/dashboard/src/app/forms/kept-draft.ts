import { effect, inject, linkedSignal, untracked, type WritableSignal } from '@angular/core';
import { Drafts } from './drafts';

/** What a person types that is not saved yet, and that no other person writes meanwhile. */
export interface KeptDraft<D> {
  /** The model of the form. */
  readonly typed: WritableSignal<D>;
  /** Once it is saved. */
  drop(): void;
}

/** A draft about one thing: another thing has its own, and each is there again when somebody comes back to it. */
export function keptDraft<D>(form: string, about: () => string, blank: D): KeptDraft<D> {
  const drafts = inject(Drafts);
  const typed = linkedSignal({ source: about, computation: (id): D => drafts.get<D>(form, id) ?? blank });
  effect(() => {
    const now = typed();
    untracked(() => drafts.keep(form, about(), now));
  });
  return { typed, drop: () => drafts.drop(form, untracked(about)) };
}
