import { inject, Service } from '@angular/core';
import type { AlertInQueue, AlertStep } from '@shared-care/contracts/alerts/answers';
import { formalName } from '@shared-care/domain/patient-name';
import { UndoSnack } from '../core/undo-snack';
import { AlertStore } from './alert-store';

type Seen = Pick<AlertStep, 'id' | 'version'>;

/** Why something was taken back by the Undo beside the words that it was done. */
export const UNDONE_AT_ONCE = 'Undone straight after saving.';

/** Says what a write to an alert did, with Undo where there is a way back; the focus stays with the alert. */
@Service()
export class AlertSaid {
  private readonly snack = inject(UndoSnack);
  private readonly store = inject(AlertStore);

  /** @param undo takes it back, by the newest version of the alert that this screen knows */
  done(words: string, alert: Seen, undo?: (latest: Seen) => Promise<unknown>): void {
    this.snack.say(words, {
      ...(undo === undefined ? {} : { undo: () => undo(this.store.latest(alert.id) ?? alert) }),
      focus: nextStepOnScreen,
    });
  }
}

/** Where a person goes on: the one filled button of the alert, or else its heading. */
export function nextStepOnScreen(): HTMLElement | null {
  return document.getElementById('next-action') ?? document.getElementById('alert-title');
}

/** Who an alert is about, as its heading says it. */
export function childOf({ patient, attendance, unmatched }: AlertInQueue): string {
  if (patient !== null) return formalName(patient);
  return attendance === null ? 'No child was found' : unmatched?.name || 'Name not known';
}
