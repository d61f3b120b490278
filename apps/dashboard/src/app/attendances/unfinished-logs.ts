import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AttendanceDraftSummary } from '@shared-care/contracts/attendances/answers';
import { formalName } from '@shared-care/domain/patient-name';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Api } from '../core/api';

/** Sheets the person began and left, each to be taken up again or thrown away. Never taken up by itself: a new call is
 * mostly about another child. */
@Component({
  selector: 'sc-unfinished-logs',
  imports: [MatButton, AtTime],
  template: `
    @if (drafts().length > 0) {
      <section class="u-mt-2 u-mb-4 u-py-3 u-px-3 u-boxed u-edge-blue u-round" aria-labelledby="unfinished-title">
        <h3 class="u-m-0" id="unfinished-title">
          {{ drafts().length === 1 ? 'A log you did not finish' : drafts().length + ' logs you did not finish' }}
        </h3>
        <p class="meta u-m-0">Nothing of it is logged. Kept for 24 hours.</p>
        <ul class="u-mt-2 u-mb-0">
          @for (draft of drafts(); track draft.id) {
            <li class="u-bar u-gap-1-3">
              <span
                >{{ who(draft) }}, <span class="meta">left <sc-at-time [at]="draft.savedAt" [today]="today()" /></span
              ></span>
              <span class="row">
                <button type="button" matButton="outlined" (click)="taken.emit(draft)">
                  Continue<span class="visually-hidden"> the log of {{ who(draft) }}</span>
                </button>
                <button type="button" matButton="text" (click)="discard(draft)">
                  Discard<span class="visually-hidden"> the log of {{ who(draft) }}</span>
                </button>
              </span>
            </li>
          }
        </ul>
      </section>
    }
  `,
})
export class UnfinishedLogs {
  private readonly api = inject(Api);

  readonly today = input.required<string>();
  readonly taken = output<AttendanceDraftSummary>();
  protected readonly drafts = signal<readonly AttendanceDraftSummary[]>([]);

  constructor() {
    // Without an answer there is nothing to offer; the new sheet works all the same.
    this.api.call('GET attendance-drafts').then(
      (drafts) => this.drafts.set(drafts),
      () => undefined,
    );
  }

  protected who({ child, sheet }: AttendanceDraftSummary): string {
    if (child !== null) return formalName(child.patient);
    return sheet.name.trim() || 'No child chosen yet';
  }

  protected async discard(draft: AttendanceDraftSummary): Promise<void> {
    await this.api.call('DELETE attendance-drafts/:id', { params: { id: draft.id } }).catch(() => undefined);
    this.drafts.update((drafts) => drafts.filter(({ id }) => id !== draft.id));
  }
}
