import { Component, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients';
import type { Problem } from '@shared-care/contracts/problem';
import { londonDate } from '@shared-care/domain/london-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { toProblem } from '../shell/problem';
import { ServerClock } from '../shell/server-clock';
import { SessionStore } from '../shell/session-store';
import { PatientStore } from './patient-store';

const MIN_CHARACTERS = 2;
const DEBOUNCE_MS = 150;
const LIMIT = 50;

/** Finding a child with room for many: the search box of the header as a page. */
@Component({
  selector: 'sc-find-patient',
  imports: [IdentityLine, ProblemNote, RouterLink],
  templateUrl: './find-patient.html',
  styles: `
    :host {
      display: block;
      max-inline-size: 960px;
    }
    .rows {
      margin: 0;
      padding: 0;
      list-style: none;
      border: 1px solid var(--sc-border);
      border-radius: 4px;
      background: var(--sc-card);
    }
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    li a {
      display: block;
      padding: 12px 16px;
      color: var(--sc-text);
      text-decoration: none;
    }
    li a:hover {
      background: var(--sc-hover);
    }
    .more-pages {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 24px;
      margin-block-start: 24px;
    }
    .more {
      display: flex;
      flex-wrap: wrap;
      column-gap: 16px;
    }
    .similar {
      font-weight: 600;
    }
  `,
})
export class FindPatient {
  private readonly store = inject(PatientStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected readonly query = signal('');
  protected readonly typed = computed(() => this.query().trim());
  protected readonly answer = signal<(PatientSearchAnswer & { query: string }) | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly recent = computed(() => this.store.lastOpened(this.session.user()?.id));
  protected readonly rows = computed(() => (this.typed() === '' ? this.recent() : (this.answer()?.matches ?? [])));
  protected readonly status = computed(() => {
    if (this.problem() !== null) return '';
    if (this.typed() === '') return this.recent().length === 0 ? '' : 'Opened last';
    if (this.typed().length < MIN_CHARACTERS) return 'Type at least 2 letters or numbers.';
    const answer = this.answer();
    if (answer === null || answer.query !== this.typed()) return 'Searching';
    const by = answer.understoodAs === '' ? '' : `, searched by ${answer.understoodAs}`;
    const count = answer.matches.length;
    if (count === 0) return `No patient matches${by}. Check the spelling, or try the birth date or NHS number.`;
    if (count >= LIMIT) return `The first ${LIMIT} patients that match${by}. Type more to narrow it down.`;
    return count === 1 ? `1 patient matches${by}.` : `${count} patients match${by}.`;
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
