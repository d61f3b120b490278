import { Component, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { londonDate } from '@shared-care/domain/london-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { matchWords } from '@shared-care/ui/patient-search/match-words';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { toProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PatientListing } from './patient-listing';
import { PatientStore } from './patient-store';

const MIN_CHARACTERS = 2;
const DEBOUNCE_MS = 150;
const LIMIT = 50;

/** All children as a list and, while something is typed, those who match it. What is typed never reaches the address. */
@Component({
  selector: 'sc-find-patient',
  host: { class: 'u-block' },
  imports: [IdentityLine, MatButtonModule, PatientListing, ProblemNote, RouterLink],
  templateUrl: './find-patient.html',
  styles: `
    .rows {
      list-style: none;
      overflow: clip;
    }
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    li a:hover {
      background: var(--sc-hover);
    }
  `,
})
export class FindPatient {
  private readonly store = inject(PatientStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected readonly query = signal('');
  protected readonly typed = computed(() => this.query().trim());
  protected readonly answer = signal<(PatientSearchAnswer & { query: string }) | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly rows = computed(() => {
    const answer = this.answer();
    return answer !== null && answer.query === this.typed() ? answer.matches : [];
  });
  protected readonly status = computed(() => {
    if (this.problem() !== null) return '';
    if (this.typed() === '') return '';
    if (this.typed().length < MIN_CHARACTERS) return 'Type at least 2 letters or numbers.';
    const answer = this.answer();
    if (answer === null || answer.query !== this.typed()) return 'Searching';
    return matchWords(answer.total, answer.matches.length, answer.understoodAs);
  });
  protected readonly diagnosis = diagnosisWords;
  private asked = 0;

  constructor() {
    effect((onCleanup) => {
      const query = this.typed();
      const asked = ++this.asked;
      this.problem.set(null);
      if (query.length < MIN_CHARACTERS) {
        this.answer.set(null);
        return;
      }
      const timer = setTimeout(() => void this.ask(query, asked), DEBOUNCE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected again(): void {
    void this.ask(this.typed(), ++this.asked);
    this.box().nativeElement.focus();
  }

  /** Down from the box into what was found, up and down in it; Enter then opens, as on any link. */
  protected walk(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [this.box().nativeElement, ...this.host.nativeElement.querySelectorAll<HTMLElement>('.rows a')];
    const here = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[here + (event.key === 'ArrowDown' ? 1 : -1)];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  private async ask(query: string, asked: number): Promise<void> {
    try {
      const answer = await this.store.search(query, LIMIT);
      if (asked === this.asked) {
        this.problem.set(null);
        this.answer.set({ ...answer, query });
      }
    } catch (error) {
      if (asked === this.asked) this.problem.set(toProblem(error));
    }
  }
}
