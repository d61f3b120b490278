import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { ChangedNotices, NoticeOfPatient } from '@shared-care/contracts/notices/answers';
import { counted } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { OUTLINED_FIELDS } from '@shared-care/ui/field/outlined-fields';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { NoticeStore } from './notice-store';

const NOTICES = { one: 'notice', many: 'notices' };
const CHILDREN = { one: 'child', many: 'children' };

/** All notices of the ticked children are dealt with, for one reason that is asked for; each by itself. */
@Component({
  selector: 'sc-bulk-notices',
  imports: [Field, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote],
  providers: [OUTLINED_FIELDS],
  host: { class: 'u-normal', role: 'group', 'aria-label': 'All that are ticked' },
  template: `
    @if (asking()) {
      <form novalidate (submit)="save($event)" (keydown.escape)="asking.set(false)">
        <p class="u-mt-2 u-mb-2 u-strong">{{ many() }}: the banners go, what was stopped stays stopped.</p>
        <sc-field label="What was done about them" [error]="missing() ? 'Enter what was done about them.' : null">
          <mat-form-field>
            <input
              matInput
              autocomplete="off"
              maxlength="300"
              [value]="because()"
              (input)="because.set($any($event.target).value)"
            />
          </mat-form-field>
        </sc-field>
        @if (attempt.problem(); as trouble) {
          <sc-problem-note lead="Nothing was changed." [problem]="trouble" />
        }
        <button matButton="outlined" [disabled]="attempt.busy()">Dealt with: {{ many() }}</button>
        <button type="button" matButton="text" (click)="asking.set(false)">Cancel</button>
      </form>
    } @else {
      <button type="button" matButton="outlined" (click)="asking.set(true)">Dealt with</button>
    }
  `,
})
export class BulkNotices {
  private readonly api = inject(Api);
  private readonly store = inject(NoticeStore);

  readonly chosen = input.required<readonly NoticeOfPatient[]>();
  readonly done = output<ChangedNotices>();

  protected readonly asking = signal(false);
  protected readonly because = signal('');
  protected readonly missing = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly many = computed(() => {
    const children = new Set(this.chosen().map(({ patient }) => patient.id)).size;
    return `${counted(this.chosen().length, NOTICES)} of ${counted(children, CHILDREN)}`;
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const because = this.because().trim();
    this.missing.set(because === '');
    if (because === '') return;
    const notices = this.chosen().map(({ id, version }) => ({ id, version }));
    const answer = await this.attempt.run(() =>
      this.store.after(this.api.call('POST notices/dismiss', { body: { because, notices } })),
    );
    if (answer === null) return;
    this.asking.set(false);
    this.because.set('');
    this.done.emit(answer);
  }
}
