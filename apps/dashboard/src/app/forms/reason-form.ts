import { afterNextRender, Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';

const FEWEST = 10;

/** Asks why before something about two records is decided. */
@Component({
  selector: 'sc-reason-form',
  imports: [MatButton],
  template: `
    <form
      class="u-mt-2 u-w-m"
      novalidate
      (submit)="save($event)"
      (keydown.control.enter)="save($event)"
      (keydown.escape)="close($event)"
    >
      <div class="field u-mb-2">
        <label [for]="boxId()">{{ label() }}</label>
        <textarea
          #box
          rows="2"
          [id]="boxId()"
          [value]="words()"
          [attr.aria-invalid]="short() ? 'true' : null"
          [attr.aria-describedby]="short() ? boxId() + '-error' : null"
          (input)="words.set(box.value)"
        ></textarea>
        @if (short()) {
          <span class="error" [id]="boxId() + '-error'">Write the reason in at least {{ fewest }} characters.</span>
        }
      </div>
      <div class="row">
        <button matButton="filled" [disabled]="busy()">{{ action() }}</button>
        @if (mayClose()) {
          <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
        }
      </div>
    </form>
  `,
})
export class ReasonForm {
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  readonly action = input.required<string>();
  readonly busy = input(false);
  /** False where the form is not opened by a button and stays. */
  readonly mayClose = input(true);
  readonly saved = output<string>();
  readonly closed = output();

  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');
  protected readonly words = signal('');
  protected readonly short = signal(false);
  protected readonly fewest = FEWEST;

  constructor() {
    afterNextRender(() => {
      if (this.mayClose()) this.box().nativeElement.focus();
    });
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.short.set(this.words().trim().length < FEWEST);
    if (this.short()) this.box().nativeElement.focus();
    else if (!this.busy()) this.saved.emit(this.words().trim());
  }

  protected close(event: Event): void {
    if (!this.mayClose()) return;
    event.stopPropagation();
    this.closed.emit();
  }
}
