import { Component, DestroyRef, ViewEncapsulation, effect, inject, output, untracked, viewChild } from '@angular/core';
import { QuickLog } from './quick-log';
import { LogAttendance } from './log-attendance';

/** Quick log beside the page: not modal, so that the queue and the record stay readable during the call. */
@Component({
  selector: 'sc-log-attendance-sheet',
  imports: [LogAttendance],
  template: `
    <div role="dialog" aria-labelledby="log-attendance-title">
      <sc-log-attendance
        [patientId]="quickLog.patientId()"
        [foundLater]="quickLog.foundLater()"
        inSheet
        (closed)="closed.emit()"
      />
    </div>
  `,
  // The page beside the sheet must make room for it, and is not part of this component.
  encapsulation: ViewEncapsulation.None,
  styles: `
    sc-log-attendance-sheet > div {
      position: fixed;
      z-index: 15;
      inset: var(--sc-header-height) 0 0 auto;
      inline-size: min(560px, 100vw);
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 16px 24px 0;
      scroll-padding-block: 16px 260px;
      background: var(--sc-card);
      border-inline-start: 2px solid var(--sc-control);
    }
    @media (min-width: 1100px) {
      body:has(sc-log-attendance-sheet) #main {
        padding-inline-end: 584px;
      }
    }
    @media print {
      sc-log-attendance-sheet {
        display: none;
      }
    }
  `,
})
export class LogAttendanceSheet {
  protected readonly quickLog = inject(QuickLog);
  readonly closed = output();

  private readonly form = viewChild.required(LogAttendance);

  constructor() {
    const first = this.quickLog.asked();
    effect(() => {
      if (this.quickLog.asked() !== first) untracked(() => this.form().askedAgain());
    });

    inject(DestroyRef).onDestroy(() => {
      // After saving, focus may be elsewhere on purpose, for example on the alert that was opened.
      const lost =
        document.activeElement === document.body || document.activeElement?.closest('sc-log-attendance-sheet');
      if (lost) this.quickLog.giveFocusBack();
    });
  }
}
