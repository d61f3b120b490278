import { DestroyRef, inject, Injectable, Injector, signal } from '@angular/core';
import type { AlertInQueue, AlertStep } from '@shared-care/contracts/alerts/answers';
import { londonTime } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { AlertStore } from '../alerts/alert-store';
import { firstComer } from '../alerts/first-comer';
import { toProblem } from '../core/problem';
import type { Undoing } from '../core/undo-snack';
import type { RowNote } from './queue-row';

const UNDO_MS = 10_000;

/** The person's own acknowledgements on this page: what came of each, and for ten seconds how to take it back. */
@Injectable()
export class Taking {
  private readonly store = inject(AlertStore);
  private readonly injector = inject(Injector);
  private readonly shown = signal<ReadonlyMap<string, RowNote>>(new Map());
  private readonly lastTaken = signal<string | null>(null);
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private alive = true;

  readonly notes = this.shown.asReadonly();
  /** The one that can still be undone. */
  readonly last = this.lastTaken.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.alive = false;
      this.timers.forEach((timer) => clearTimeout(timer));
    });
  }

  forget(): void {
    this.shown.set(new Map());
    this.lastTaken.set(null);
  }

  async take(alert: AlertInQueue, undo: () => void): Promise<AlertStep | null> {
    this.note(alert.id, { kind: 'working', words: '' });
    try {
      const step = await this.store.acknowledge(alert);
      const since = londonTime(new Date(step.acknowledgedAt ?? step.now));
      this.note(alert.id, { kind: 'owned', words: `Owner: you since ${since}` });
      this.lastTaken.set(alert.id);
      this.forgetIn(alert.id);
      this.say(`You own ${nameOf(alert)} since ${since}`, {
        undo: () => {
          undo();
          return undefined;
        },
      });
      return step;
    } catch (error) {
      this.fail(alert, error);
      return null;
    }
  }

  /** Undo of a slip: the alert has no owner again. */
  async giveBack(alert: AlertInQueue): Promise<AlertStep | null> {
    // The row may still show the version from before it was acknowledged.
    const current = this.store.latest(alert.id) ?? alert;
    this.lastTaken.set(null);
    this.note(alert.id, { kind: 'working', words: '' });
    try {
      const step = await this.store.handBack(current);
      this.note(alert.id, null);
      this.say(`${nameOf(alert)} needs an owner again`);
      return step;
    } catch (error) {
      this.fail(alert, error);
      return null;
    }
  }

  private fail(alert: AlertInQueue, error: unknown): void {
    const problem = toProblem(error);
    const words = firstComer(problem) ?? `${problem.title}. ${problem.detail}`;
    this.note(alert.id, { kind: 'failed', words });
    this.say(`${nameOf(alert)}: ${words}`);
  }

  /** The snack bar comes when something was done: the first screen does without its scripts. */
  private say(words: string, undoing: Undoing = {}): void {
    void import('../core/undo-snack').then(({ UndoSnack }) => {
      if (this.alive) this.injector.get(UndoSnack).say(words, undoing);
    });
  }

  private note(id: string, note: RowNote | null): void {
    this.shown.update((notes) => {
      const next = new Map(notes);
      if (note === null) next.delete(id);
      else next.set(id, note);
      return next;
    });
  }

  private forgetIn(id: string): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (this.shown().get(id)?.kind === 'owned') this.note(id, null);
      if (this.lastTaken() === id) this.lastTaken.set(null);
    }, UNDO_MS);
    this.timers.add(timer);
  }
}

function nameOf({ patient, unmatched, reference }: AlertInQueue): string {
  return patient === null ? unmatched?.name || reference : formalName(patient);
}
