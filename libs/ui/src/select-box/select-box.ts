import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  ElementRef,
  booleanAttribute,
  computed,
  inject,
  input,
  model,
  output,
  viewChild,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelect, MatSelectModule } from '@angular/material/select';
import { errorWords } from '../field/error-words';
import { Field } from '../field/field';

/** A choice: its value and its words, as a pair or as something that has an id and a name. */
export type SelectOption = readonly [value: string, word: string] | { readonly id: string; readonly name: string };

/** Choices below a heading of their own. */
export interface SelectGroup {
  readonly label: string;
  readonly options: readonly SelectOption[];
}

/** Letters that follow each other within this time are one word. */
const ONE_WORD_MS = 700;
const SPOKEN_MS = 10_000;
let instances = 0;

const pair = (option: SelectOption): readonly [value: string, word: string] =>
  'id' in option ? [option.id, option.name] : option;

/**
 * One of a list, with its label above and its error below. '' is "none of them"; `none` says what that means, without it
 * there is no such line. A letter chooses at once: what was saved right after it has what was chosen.
 *
 *     <sc-select label="Hospital" none="All hospitals" [options]="hospitals()" [formField]="form.hospitalId" />
 */
@Component({
  selector: 'sc-select',
  host: { class: 'u-block u-min-0' },
  imports: [Field, MatFormFieldModule, MatSelectModule],
  template: `
    <sc-field [label]="label()" [hint]="hint()" [optional]="optional()" [error]="wrong()">
      <mat-form-field>
        <mat-select
          [id]="boxId()"
          [value]="value()"
          [disabled]="disabled()"
          (valueChange)="value.set($event)"
          (blur)="leave()"
          (keydown.escape)="closeList($event)"
        >
          @if (none() !== null) {
            <mat-option value="">{{ none() }}</mat-option>
          }
          @for (option of pairs(); track option[0]) {
            <mat-option [value]="option[0]">{{ option[1] }}</mat-option>
          }
          @for (group of grouped(); track group.label) {
            <mat-optgroup [label]="group.label">
              @for (option of group.pairs; track option[0]) {
                <mat-option [value]="option[0]">{{ option[1] }}</mat-option>
              }
            </mat-optgroup>
          }
        </mat-select>
      </mat-form-field>
    </sc-field>
  `,
})
export class SelectBox implements FormValueControl<string> {
  readonly label = input.required<string>();
  readonly options = input<readonly SelectOption[]>([]);
  readonly groups = input<readonly SelectGroup[]>([]);
  readonly none = input<string | null>(null);
  readonly hint = input('');
  readonly optional = input(false, { transform: booleanAttribute });
  /** For what moves the focus here. */
  readonly boxId = input(`sc-select-${++instances}`);
  /** What the server says of it; it comes before what the form finds. */
  readonly error = input<string | null>(null);
  readonly value = model('');
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly touched = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touch = output();

  private readonly list = viewChild.required(MatSelect);
  private readonly speaker = inject(LiveAnnouncer);
  private word = '';
  private lastLetterAt = 0;
  protected readonly pairs = computed(() => this.options().map(pair));
  protected readonly grouped = computed(() =>
    this.groups().map(({ label, options }) => ({ label, pairs: options.map(pair) })),
  );
  private readonly lines = computed(() => {
    const none = this.none();
    return [
      ...(none === null ? [] : [['', none] as const]),
      ...this.pairs(),
      ...this.grouped().flatMap(({ pairs }) => pairs),
    ];
  });
  protected readonly wrong = computed(
    () => this.error() ?? (this.touched() ? (errorWords(this.errors())[0] ?? null) : null),
  );

  constructor() {
    // Before the list hears of it, which would choose a moment later: a save in that moment would have the old choice.
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.addEventListener(
      'keydown',
      (key) => this.typed(key),
      true,
    );
  }

  focus(options?: FocusOptions): void {
    this.list().focus(options);
  }

  /** A press on a line of the list takes the focus for an instant; nothing is left by that. */
  protected leave(): void {
    if (!this.list().panelOpen) this.touch.emit();
  }

  /** Escape closes the list that is open, and not the form or the sheet around it. */
  protected closeList(event: Event): void {
    if (!this.list().panelOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.list().close();
  }

  private typed(key: KeyboardEvent): void {
    if (key.key.length !== 1 || key.ctrlKey || key.metaKey || key.altKey) return;
    if (this.list().panelOpen || this.disabled()) return;
    if (key.timeStamp - this.lastLetterAt > ONE_WORD_MS) this.word = '';
    if (key.key === ' ' && this.word === '') return;
    key.preventDefault();
    key.stopImmediatePropagation();
    this.lastLetterAt = key.timeStamp;
    this.word += key.key.toLowerCase();
    const found = this.lineFor(this.word);
    if (found === undefined) return;
    this.value.set(found[0]);
    void this.speaker.announce(found[1], SPOKEN_MS);
  }

  /** The line that begins with what was typed; the same letter again and again walks through those that begin with it. */
  private lineFor(word: string): readonly [value: string, word: string] | undefined {
    const lines = this.lines();
    const at = lines.findIndex(([value]) => value === this.value());
    const from = (place: number, letters: string) =>
      [...lines.slice(place), ...lines.slice(0, place)].find(([, words]) =>
        words.trim().toLowerCase().startsWith(letters),
      );
    const again = new Set(word).size === 1;
    return from(word.length === 1 ? at + 1 : Math.max(at, 0), word) ?? (again ? from(at + 1, word[0]!) : undefined);
  }
}
