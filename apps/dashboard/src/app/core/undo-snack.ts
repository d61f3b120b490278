import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { toProblem } from './problem';

const SHOWN_MS = 10_000;

/** What can be given with the words. */
export interface Undoing {
  /** Takes the thing back; when it fails, the snack bar says so. */
  undo?: () => Promise<unknown> | undefined;
  /** Where the focus goes when the bar takes it along and what had it before is gone. Else the heading of the page. */
  focus?: () => HTMLElement | null | undefined;
}

/**
 * Says what was done, for ten seconds, with Undo beside it: `snack.say('Weight 16.2 kg added', { undo: () => … })`.
 * The same Undo must stay in the row or on the page for as long as it is possible: ten seconds are short.
 */
@Injectable({ providedIn: 'root' })
export class UndoSnack {
  private readonly bar = inject(MatSnackBar);

  say(words: string, { undo, focus }: Undoing = {}): void {
    const before = document.activeElement;
    const snack = this.bar.open(words, undo === undefined ? undefined : 'Undo', { duration: SHOWN_MS });
    snack.onAction().subscribe(() => void this.take(undo, { focus }));
    snack.afterDismissed().subscribe(() => this.keepFocus(before, focus));
  }

  private async take(undo: Undoing['undo'], { focus }: Undoing): Promise<void> {
    try {
      await undo?.();
      this.say('Undone', { focus });
    } catch (error) {
      this.say(`Not undone: ${toProblem(error).detail}`, { focus });
    }
  }

  /** The bar goes with the button in it; a person with a keyboard must not start at the top of the page again. */
  private keepFocus(before: Element | null, focus: Undoing['focus']): void {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const kept = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
    const heading = document.querySelector<HTMLElement>('main h1[tabindex="-1"]');
    (kept ?? focus?.() ?? heading ?? document.querySelector<HTMLElement>('main'))?.focus();
  }
}
