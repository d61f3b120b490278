import { Component, computed, input } from '@angular/core';
import type { ArrangementContentView } from '@shared-care/contracts/open-access/answers';
import { compared } from './arrangement-words';

/** What a version says; beside the one it renews, with what changed marked in words. */
@Component({
  selector: 'sc-arrangement-content',
  template: `
    @if (before()) {
      <p>
        @if (changes() === 0) {
          Nothing but the dates differs from version {{ beforeNumber() }}.
        } @else {
          {{ changes() }} {{ changes() === 1 ? 'line differs' : 'lines differ' }} from version {{ beforeNumber() }}.
        }
      </p>
    }
    <dl [class.beside]="before() !== null">
      @for (line of lines(); track line.label) {
        <div class="line u-py-2 u-ruled u-grid" [class.changed]="line.before !== null">
          <dt class="u-quiet">{{ line.label }}</dt>
          <dd class="u-tabular">
            @for (text of line.lines; track $index) {
              <span class="text u-block">{{ text }}</span>
            }
          </dd>
          @if (line.before; as before) {
            <dd class="u-tabular u-quiet">
              <strong>Changed:</strong> version {{ beforeNumber() }} said
              @for (text of before; track $index) {
                <span class="text u-block">{{ text }}</span>
              }
            </dd>
          }
        </div>
      }
    </dl>
  `,
  styles: `
    .line {
      grid-template-columns: 200px 1fr;
      gap: 2px 16px;
    }
    .changed {
      margin-inline-start: -12px;
      padding-inline-start: 8px;
      border-inline-start: 4px solid var(--sc-primary);
    }
    .beside .line {
      grid-template-columns: 200px 1fr 1fr;
    }
    @media (max-width: 640px) {
      .line,
      .beside .line {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class ArrangementContentList {
  readonly content = input.required<ArrangementContentView>();
  readonly before = input<ArrangementContentView | null>(null);
  readonly beforeNumber = input<number | null>(null);
  protected readonly lines = computed(() => compared(this.content(), this.before()));
  protected readonly changes = computed(() => this.lines().filter(({ before }) => before !== null).length);
}
