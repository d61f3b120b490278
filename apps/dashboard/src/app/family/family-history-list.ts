import { Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { FamilyHistory } from '@shared-care/contracts/family/answers';
import { FAMILY_CHANGES, FAMILY_PARTS } from '@shared-care/domain/family';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';

/** What the page said before, fetched when somebody asks. */
@Component({
  selector: 'sc-family-history',
  imports: [AtTime, MatButtonModule, ProblemNote],
  template: `
    @if (all(); as history) {
      <section class="card" aria-labelledby="family-history-title">
        <h2 id="family-history-title">What was recorded before</h2>
        <ol class="u-stack u-gap-2">
          @for (one of history.entries; track one.id) {
            <li>
              <strong>{{ parts[one.part] }}{{ one.about ? ': ' + one.about : '' }}</strong>
              {{ kinds[one.kind].toLowerCase() }}{{ one.by ? ' by ' + one.by : '' }},
              <sc-at-time [at]="one.at" [today]="today()" />
              @for (each of one.differs; track each.field) {
                <span class="meta u-block u-break"
                  >{{ each.field }}: {{ each.was ?? 'Not recorded' }} → {{ each.becomes ?? 'Not recorded' }}</span
                >
              }
            </li>
          } @empty {
            <li>Nothing was recorded here before.</li>
          }
        </ol>
        @if (history.entries.length >= 300) {
          <p class="meta u-block">The newest 300 are shown.</p>
        }
      </section>
    } @else {
      <button type="button" matButton="text" class="no-print" [disabled]="attempt.busy()" (click)="show()">
        Show what was recorded before
      </button>
    }
    @if (attempt.problem(); as problem) {
      <sc-problem-note [problem]="problem" />
    }
  `,
})
export class FamilyHistoryList {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly today = input.required<string>();

  protected readonly all = signal<FamilyHistory | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly parts = FAMILY_PARTS;
  protected readonly kinds = FAMILY_CHANGES;

  protected async show(): Promise<void> {
    const history = await this.attempt.run(() =>
      this.api.call('GET patients/:id/family/history', { params: { id: this.patientId() } }),
    );
    if (history !== null) this.all.set(history);
  }
}
