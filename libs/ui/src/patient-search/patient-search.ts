import { Component, ElementRef, computed, effect, input, output, signal, viewChild } from '@angular/core';
import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { IdentityLine } from '../identity-line/identity-line';
import { diagnosisWords } from '../patient-banner/diagnosis-words';
import { matchWords } from './match-words';

const MAX_ROWS = 8;
const MIN_CHARACTERS = 2;
const DEBOUNCE_MS = 150;
let instances = 0;

/**
 * Finds one child among many. An ARIA combobox with a listbox.
 *
 * H5 (wrong patient): nothing is highlighted until an arrow key or the pointer says so, and Enter with nothing
 * highlighted picks nothing.
 */
@Component({
  selector: 'sc-patient-search',
  imports: [IdentityLine],
  templateUrl: './patient-search.html',
  styleUrl: './patient-search.scss',
  host: { class: 'u-block', '(focusout)': 'closeWhenFocusLeaves($event)' },
})
export class PatientSearch {
  readonly search = input.required<(query: string) => Promise<PatientSearchAnswer>>();
  /** `yyyy-mm-dd`, for ages. */
  readonly today = input.required<string>();
  readonly label = input('Find a patient');
  /** False where the place itself says what the box is for; the label is then only spoken. */
  readonly labelShown = input(true);
  readonly placeholder = input('');
  readonly shortcut = input<string | null>(null);
  /** Offered when the box is empty and has the focus. */
  readonly recent = input<readonly PatientMatch[]>([]);
  /** Words of the last choice, for a child not found; without them it is not offered. */
  readonly notFoundLabel = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  readonly invalid = input(false);
  /** Leave what was typed in place after picking. */
  readonly keepText = input(false);

  readonly picked = output<PatientMatch>();
  /** What was typed when the person chose "not found". */
  readonly notFound = output<string>();
  readonly left = output();

  readonly inputId = `sc-patient-search-${++instances}`;
  protected readonly listId = `${this.inputId}-list`;
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private readonly host = viewChild.required<ElementRef<HTMLElement>>('frame');

  protected readonly query = signal('');
  protected readonly answer = signal<(PatientSearchAnswer & { query: string }) | null>(null);
  protected readonly state = signal<'idle' | 'searching' | 'failed'>('idle');
  protected readonly opened = signal(false);
  protected readonly active = signal(-1);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected readonly typed = computed(() => this.query().trim());
  protected readonly longEnough = computed(() => this.typed().length >= MIN_CHARACTERS);
  protected readonly showsRecent = computed(() => this.typed() === '' && this.recent().length > 0);
  protected readonly rows = computed<readonly PatientMatch[]>(() =>
    this.showsRecent() ? this.recent() : this.longEnough() ? (this.answer()?.matches.slice(0, MAX_ROWS) ?? []) : [],
  );
  protected readonly offersNotFound = computed(
    () => this.notFoundLabel() !== null && this.longEnough() && this.answer() !== null && this.state() !== 'searching',
  );
  protected readonly optionCount = computed(() => this.rows().length + (this.offersNotFound() ? 1 : 0));
  protected readonly expanded = computed(() => this.opened() && this.optionCount() > 0);
  protected readonly activeId = computed(() =>
    this.expanded() && this.active() >= 0 ? this.optionId(this.active()) : null,
  );
  /** Shown under the box and spoken; "5 patients match", never "results available". */
  protected readonly status = computed(() => {
    if (this.state() === 'failed') return 'The search did not work. Try again, or ring the unit.';
    if (this.showsRecent()) return 'Patients you opened last';
    if (this.typed() === '') return '';
    if (!this.longEnough()) return 'Type at least 2 letters or numbers.';
    const answer = this.answer();
    if (answer === null || answer.query !== this.typed()) return 'Searching';
    return matchWords(answer.total, this.rows().length, answer.understoodAs);
  });
  protected readonly diagnosis = diagnosisWords;

  constructor() {
    // A row highlighted by arrow keys must not be below the fold of the list.
    effect(() => {
      const id = this.activeId();
      if (id !== null) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
    });
  }

  focus(): void {
    this.box().nativeElement.focus();
  }

  /** Takes the focus together with what was typed on the way here. */
  takeOver(typed: string): void {
    const box = this.box().nativeElement;
    box.focus();
    if (typed === '') return;
    // At once: the next letter must find it there.
    box.value += typed;
    this.type(box.value);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.asked++;
    this.query.set('');
    this.answer.set(null);
    this.state.set('idle');
    this.close();
  }

  protected optionId(index: number): string {
    return `${this.listId}-${index}`;
  }

  protected type(value: string): void {
    this.query.set(value);
    this.active.set(-1);
    this.opened.set(true);
    clearTimeout(this.timer);
    // An answer to older words must never appear under newer ones.
    this.asked++;
    if (!this.longEnough()) {
      this.answer.set(null);
      this.state.set('idle');
      return;
    }
    this.timer = setTimeout(() => void this.ask(), DEBOUNCE_MS);
  }

  /** The pressed button goes while the search runs, and the list would close with the focus it had. */
  protected again(): void {
    this.focus();
    void this.ask();
  }

  private async ask(): Promise<void> {
    const asked = ++this.asked;
    const query = this.typed();
    this.state.set('searching');
    try {
      const answer = await this.search()(query);
      if (asked !== this.asked) return;
      this.answer.set({ ...answer, query });
      this.state.set('idle');
    } catch {
      if (asked !== this.asked) return;
      this.answer.set(null);
      this.state.set('failed');
    }
  }

  protected open(): void {
    this.opened.set(true);
  }

  protected press(event: KeyboardEvent): void {
    const last = this.optionCount() - 1;
    switch (event.key) {
      case 'ArrowDown':
        event.preventDefault();
        if (this.expanded()) this.active.set(this.active() >= last ? 0 : this.active() + 1);
        else if (last >= 0) {
          this.opened.set(true);
          this.active.set(0);
        }
        return;
      case 'ArrowUp':
        event.preventDefault();
        if (this.expanded()) this.active.set(this.active() <= 0 ? last : this.active() - 1);
        return;
      case 'Home':
      case 'End':
        // Only while a row is highlighted: otherwise these keys belong to the text.
        if (this.expanded() && this.active() >= 0) {
          event.preventDefault();
          this.active.set(event.key === 'Home' ? 0 : last);
        }
        return;
      case 'Enter':
        // Ctrl+Enter belongs to the form around.
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        if (this.expanded() && this.active() >= 0) this.pick(this.active());
        return;
      case 'Escape':
        if (this.expanded()) {
          event.preventDefault();
          event.stopPropagation();
          this.close();
        } else if (this.query() !== '') {
          event.preventDefault();
          event.stopPropagation();
          this.clear();
        }
        return;
    }
  }

  protected pick(index: number): void {
    const match = this.rows()[index];
    if (match) {
      this.picked.emit(match);
      if (!this.keepText()) this.clear();
    } else if (index === this.rows().length && this.offersNotFound()) {
      this.notFound.emit(this.typed());
    } else return;
    this.close();
  }

  protected closeWhenFocusLeaves(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.host().nativeElement.contains(event.relatedTarget)) return;
    this.close();
    this.left.emit();
  }

  private close(): void {
    this.opened.set(false);
    this.active.set(-1);
  }
}
