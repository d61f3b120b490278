import {
  type AfterContentInit,
  Component,
  ElementRef,
  afterRenderEffect,
  booleanAttribute,
  computed,
  contentChild,
  inject,
  input,
  signal,
} from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatFormFieldControl } from '@angular/material/form-field';
import { Icon } from '../icon/icon';
import { errorWords } from './error-words';
import { OUTLINED_FIELDS } from './outlined-fields';
import { SAYS_WRONG } from './says-wrong';
import { steady } from './steady';

/** What a person acts on, in whatever it is wrapped. Groups come first: their single buttons have labels of their own. */
const CONTROL = [
  'mat-select',
  'mat-radio-group',
  'mat-button-toggle-group',
  'mat-chip-listbox',
  '[role=radiogroup]',
  '[role=group]',
  'input:not([type=radio], [type=checkbox], [aria-hidden=true])',
  'textarea',
].join(', ');
let instances = 0;

/**
 * A field: its label above, then the control, then its error or, while there is none, its hint. It wires label, hint
 * and error to the control for screen readers and shows the errors of the `[formField]` inside it, once it was left or
 * the form was sent.
 *
 *     <sc-field label="Given names" hint="As on the passport" [error]="problemOf('givenNames')">
 *       <mat-form-field><input matInput [formField]="form.givenNames" /></mat-form-field>
 *     </sc-field>
 *
 * Works for `matInput`, `textarea`, `mat-select`, groups of radios, toggles and chips, and `sc-day-box`. Do not put a
 * `mat-label`, `mat-hint` or `mat-error` inside.
 */
@Component({
  selector: 'sc-field',
  host: { class: 'u-block u-min-0' },
  imports: [Icon],
  providers: [OUTLINED_FIELDS],
  template: `
    <label class="u-block u-mb-1 u-small u-strong" [id]="labelId" [for]="controlId()">
      {{ label() }}
      @if (optional()) {
        <span class="optional">optional</span>
      }
    </label>
    <ng-content />
    <div [id]="noteId" class="note">
      @for (error of errors(); track $index) {
        <p class="error u-fault u-mt-1 u-mb-0 u-small u-flex u-gap-1"><sc-icon name="warning" />{{ error }}</p>
      } @empty {
        @if (hint()) {
          <p class="hint meta u-mt-1 u-mb-0">{{ hint() }}</p>
        }
      }
    </div>
  `,
  styles: `
    /* Light, so that what stands around it may say otherwise. */
    :host {
      margin-block-end: 1rem;
    }
    .optional {
      font-weight: 400;
      color: var(--sc-text-2);
    }
    .error sc-icon {
      inline-size: 1rem;
      block-size: 1.25rem;
    }
  `,
})
export class Field implements AfterContentInit {
  readonly label = input.required<string>();
  readonly hint = input('');
  /** Says "optional" behind the label. */
  readonly optional = input(false, { transform: booleanAttribute });
  /** What the server says of this field; it comes before what the form finds. */
  readonly error = input<string | null>(null);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly bound = contentChild(FormField, { descendants: true });
  private readonly own = contentChild(SAYS_WRONG, { descendants: true });
  private readonly material = contentChild(MatFormFieldControl, { descendants: true });
  private readonly id = `sc-field-${++instances}`;
  protected readonly labelId = `${this.id}-label`;
  protected readonly controlId = signal('');
  protected readonly noteId = `${this.id}-note`;

  protected readonly errors = steady(() => {
    const ofServer = this.error();
    if (ofServer !== null && ofServer !== '') return [ofServer];
    const state = this.bound()?.state();
    if (state !== undefined) return state.touched() && state.invalid() ? errorWords(state.errors()) : [];
    const wrong = this.own()?.wrong() ?? null;
    return wrong === null ? [] : [wrong];
  });
  private readonly required = computed(() => this.bound()?.state().required() ?? false);

  constructor() {
    afterRenderEffect({ write: () => this.wire(this.errors().length > 0, this.required(), this.hint() !== '') });
  }

  /** A select names itself and its list by this member; it must be there before it first draws itself. */
  ngAfterContentInit(): void {
    const control = this.material();
    if (control !== undefined && 'ariaLabelledby' in control) control.ariaLabelledby = this.labelId;
  }

  private control(): HTMLElement | null {
    return this.host.nativeElement.querySelector<HTMLElement>(CONTROL);
  }

  private wire(wrong: boolean, required: boolean, hinted: boolean): void {
    const control = this.control();
    if (control === null) return;
    if (control.matches('input, textarea')) {
      control.id ||= `${this.id}-control`;
      this.controlId.set(control.id);
    } else if (!control.matches('mat-select')) {
      control.setAttribute('aria-labelledby', this.labelId);
    }
    const others = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== this.noteId);
    const described = wrong || hinted ? [...others, this.noteId] : others;
    if (described.length > 0) control.setAttribute('aria-describedby', described.join(' '));
    else control.removeAttribute('aria-describedby');
    if (wrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    if (required) control.setAttribute('aria-required', 'true');
    else control.removeAttribute('aria-required');
  }
}
