import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { WriteNotice } from '@shared-care/contracts/notices/shapes';
import { shortDate } from '@shared-care/domain/london-time';
import { NOTICE_EFFECTS, NOTICE_KINDS, WRITTEN_NOTICES, type WrittenNotice } from '@shared-care/domain/notices';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { readDate } from '../forms/dates';
import { Attempt } from '../core/attempt';
import { NoticeStore } from './notice-store';

/** Writes down what has happened to a family. What it will stop is said before it is saved. */
@Component({
  selector: 'sc-notice-form',
  imports: [MatButton, SelectBox, ErrorShown, FieldError, FormField, ProblemNote],
  template: `
    <form class="u-w-form" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-select label="What has happened" [options]="kindChoices" [formField]="writing.kind" />
      <p class="effect u-mt-0 u-mb-3" role="status">Once saved: {{ effects[draft().kind] }}</p>
      <div class="field">
        <label for="notice-on">On</label>
        <input id="notice-on" type="text" autocomplete="off" scErrorShown [formField]="writing.on" />
        <sc-field-error control="notice-on" [field]="writing.on" />
      </div>
      <div class="field">
        <label for="notice-detail">Anything else (optional)</label>
        <input id="notice-detail" type="text" autocomplete="off" scErrorShown [formField]="writing.detail" />
        <sc-field-error control="notice-detail" [field]="writing.detail" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Write it down</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .effect {
      border-inline-start: 4px solid var(--sc-amber);
      padding-inline-start: 8px;
    }
  `,
})
export class NoticeForm {
  private readonly api = inject(Api);
  private readonly store = inject(NoticeStore);

  readonly patientId = input.required<string>();
  readonly today = input.required<string>();
  readonly saved = output();
  readonly closed = output();

  /** Of this form: pressed twice, one notice is written. */
  private readonly noticeId = crypto.randomUUID();
  protected readonly draft = signal<{ kind: WrittenNotice; on: string; detail: string }>({
    kind: 'moved_away',
    on: '',
    detail: '',
  });
  protected readonly writing = form(this.draft, (path) => checkedBy(path, WriteNotice, () => this.wire()));
  protected readonly attempt = new Attempt();
  protected readonly kindChoices = WRITTEN_NOTICES.map((kind) => [kind, NOTICE_KINDS[kind]] as const);
  protected readonly effects = NOTICE_EFFECTS;
  private readonly wire = computed((): WriteNotice => {
    const { kind, on, detail } = this.draft();
    const day = on.trim() === '' ? this.today() : (readDate(on, this.today()) ?? on);
    return { id: this.noticeId, kind, on: day, detail };
  });

  constructor() {
    // Typed dates read as the screens write them; today is what is most often meant.
    queueMicrotask(() => this.draft.update((draft) => ({ ...draft, on: shortDate(this.today()) })));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const done = await send(this.writing, this.attempt, () =>
      this.store.after(
        this.api.call('POST patients/:id/notices', { params: { id: this.patientId() }, body: this.wire() }),
      ),
    );
    if (done !== null) this.saved.emit();
    else focusFirstError(this.writing);
  }
}
