import { afterNextRender, Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { STEP_NEEDS, STEP_WORDS, type RequestState } from '@shared-care/domain/request-states';

/** Asks what a step has to say for itself, before it is taken. */
@Component({
  selector: 'sc-step-form',
  imports: [MatButtonModule],
  template: `
    <form
      class="u-mt-2"
      novalidate
      (submit)="save($event)"
      (keydown.control.enter)="save($event)"
      (keydown.escape)="close($event)"
    >
      <div class="field u-mb-2">
        <label [for]="boxId()">Enter {{ needs() }}</label>
        <textarea
          #box
          rows="2"
          [id]="boxId()"
          [value]="note()"
          [attr.aria-invalid]="missing() ? 'true' : null"
          [attr.aria-describedby]="missing() ? boxId() + '-error' : null"
          (input)="note.set(box.value)"
        ></textarea>
        @if (missing()) {
          <span class="error" [id]="boxId() + '-error'">Enter {{ needs() }}.</span>
        }
      </div>
      <div class="row">
        <button matButton="outlined" [disabled]="busy()">{{ words() }}{{ many() === '' ? '' : ': ' + many() }}</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class StepForm {
  readonly boxId = input.required<string>();
  readonly to = input.required<RequestState>();
  /** Of how many it is taken, in words; empty for one. */
  readonly many = input('');
  readonly busy = input(false);
  readonly saved = output<string>();
  readonly closed = output();

  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');
  protected readonly note = signal('');
  protected readonly missing = signal(false);

  constructor() {
    afterNextRender(() => this.box().nativeElement.focus());
  }

  protected needs(): string {
    return STEP_NEEDS[this.to()] ?? 'a note';
  }

  protected words(): string {
    return STEP_WORDS[this.to()];
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.missing.set(this.note().trim() === '');
    if (this.missing()) this.box().nativeElement.focus();
    else this.saved.emit(this.note().trim());
  }

  protected close(event: Event): void {
    event.stopPropagation();
    this.closed.emit();
  }
}
