import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BoardRow } from '@shared-care/contracts/open-access/answers';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { Api } from '../core/api';
import { toProblem } from '../core/problem';

interface Outcome {
  row: BoardRow;
  problem: string | null;
}

/**
 * Renews many unchanged: first who it would be and who is left out and why, then one after the other, each as if it had
 * been pressed alone. What fails is named and nothing else is held up by it.
 */
@Component({
  selector: 'sc-bulk-renew',
  imports: [MatButton, IdentityLine],
  template: `
    <section class="card" aria-labelledby="bulk-title">
      <h2 id="bulk-title" tabindex="-1">Renew unchanged, several at once</h2>
      @if (running() || finished()) {
        <p role="status">
          {{ done().length }} of {{ total() }} {{ finished() ? 'finished' : 'done'
          }}{{ failures().length ? ', ' + failures().length + ' not renewed' : '' }}.
        </p>
        <progress class="u-full" [value]="done().length" [max]="total()" aria-label="Renewed so far"></progress>
        @if (running()) {
          <p><button type="button" matButton="outlined" (click)="stop()">Stop after this one</button></p>
        }
        @for (failed of failures(); track failed.row.id) {
          <div class="one u-py-2 u-ruled">
            <sc-identity-line [patient]="failed.row.patient" [on]="today()" />
            <p class="u-m-0"><strong>Not renewed:</strong> {{ failed.problem }}</p>
          </div>
        }
        @if (finished()) {
          <p>Each hospital is now asked to agree. Until it does, the version before goes on counting.</p>
          <button type="button" matButton="outlined" (click)="closed.emit()">Done</button>
        }
      } @else {
        <p>
          {{ chosen().length }} of {{ rows().length }} would be copied as they are, dated a year on and sent to their
          hospital to agree.
        </p>
        @for (row of able(); track row.id) {
          <label class="one u-py-2 u-ruled u-flex u-top u-gap-3">
            <input #box type="checkbox" [checked]="!left().has(row.id!)" (change)="choose(row.id!, box.checked)" />
            <span><sc-identity-line [patient]="row.patient" [on]="today()" /> {{ row.hospital.name }}</span>
          </label>
        }
        @if (unable().length > 0) {
          <h3 class="u-mt-3">Left out</h3>
          @for (row of unable(); track row.id) {
            <div class="one u-py-2 u-ruled">
              <sc-identity-line [patient]="row.patient" [on]="today()" />
              <p class="u-m-0">{{ row.notRenewable }}</p>
            </div>
          }
        }
        <div class="row u-mt-3">
          <button type="button" matButton="filled" [disabled]="chosen().length === 0" (click)="run()">
            Renew {{ chosen().length }} unchanged
          </button>
          <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
        </div>
      }
    </section>
  `,
  styles: `
    progress {
      block-size: 16px;
      accent-color: var(--sc-primary);
    }
  `,
})
export class BulkRenew {
  private readonly api = inject(Api);
  readonly rows = input.required<readonly BoardRow[]>();
  readonly today = input.required<string>();
  readonly closed = output();

  protected readonly able = computed(() =>
    this.rows().filter(({ id, notRenewable }) => id !== null && notRenewable === null),
  );
  protected readonly unable = computed(() => this.rows().filter(({ notRenewable }) => notRenewable !== null));
  protected readonly left = signal<ReadonlySet<string>>(new Set());
  protected readonly chosen = computed(() => this.able().filter(({ id }) => !this.left().has(id!)));
  protected readonly done = signal<readonly Outcome[]>([]);
  protected readonly failures = computed(() => this.done().filter(({ problem }) => problem !== null));
  protected readonly total = signal(0);
  protected readonly running = signal(false);
  protected readonly finished = signal(false);
  private stopped = false;

  protected choose(id: string, on: boolean): void {
    this.left.update((left) => new Set(on ? [...left].filter((other) => other !== id) : [...left, id]));
  }

  protected stop(): void {
    this.stopped = true;
  }

  protected async run(): Promise<void> {
    // As they were when the button was pressed: the board itself changes under the work.
    const chosen = this.chosen();
    this.total.set(chosen.length);
    this.running.set(true);
    for (const row of chosen) {
      if (this.stopped) break;
      const problem = await this.renew(row);
      this.done.update((done) => [...done, { row, problem }]);
    }
    this.running.set(false);
    this.finished.set(true);
  }

  private async renew(row: BoardRow): Promise<string | null> {
    try {
      await this.api.call('POST open-access/:id/renew-unchanged', {
        params: { id: row.id! },
        body: { version: row.version! },
      });
      return null;
    } catch (error) {
      return toProblem(error).detail;
    }
  }
}
