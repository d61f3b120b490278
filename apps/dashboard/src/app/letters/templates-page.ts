import { Component, computed, inject, signal } from '@angular/core';
import type { LetterTemplate } from '@shared-care/contracts/letters';
import { mendText, textFaults } from '@shared-care/domain/clinical-text';
import {
  TEMPLATE_BLOCKS,
  TEMPLATE_KINDS,
  TEMPLATE_STATES,
  TEMPLATE_WORDS,
  type TemplateKind,
} from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../shell/attempt';
import { Fetched } from '../shell/fetched';
import { fieldProblem } from '../shell/problem';
import { SavedMeanwhile } from '../shell/saved-meanwhile';
import { ServerClock } from '../shell/server-clock';
import { SessionStore } from '../shell/session-store';
import { LetterStore } from './letter-store';

interface Editing {
  id: string;
  version: number;
  title: string;
  body: string;
}

/** The words letters are made of: versions written by the unit and approved by a doctor who did not write them. */
@Component({
  selector: 'sc-templates-page',
  imports: [AtTime, ProblemNote, SavedMeanwhile],
  templateUrl: './templates-page.html',
  styleUrl: './templates-page.scss',
})
export class TemplatesPage {
  private readonly store = inject(LetterStore);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  protected readonly list = new Fetched(() => this.store.templates());
  protected readonly states = TEMPLATE_STATES;
  protected readonly kinds = Object.entries(TEMPLATE_KINDS) as [TemplateKind, string][];
  protected readonly slots = [
    ...Object.entries(TEMPLATE_WORDS).map(([name, what]) => ({ name, what, alone: false })),
    ...Object.entries(TEMPLATE_BLOCKS).map(([name, what]) => ({ name, what, alone: true })),
  ];
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly editing = signal<Editing | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly faults = computed(() => textFaults(this.editing()?.body ?? ''));
  protected readonly bodyError = computed(() => fieldProblem(this.attempt.problem(), 'body'));

  constructor() {
    void this.list.refresh();
  }

  protected of(kind: TemplateKind): LetterTemplate[] {
    return (this.list.value() ?? []).filter((template) => template.kind === kind);
  }

  protected edit({ id, version, title, body }: LetterTemplate): void {
    this.attempt.forget();
    this.editing.set({ id, version, title, body });
  }

  /** What somebody else saved in the same draft meanwhile. */
  protected readonly theirs = computed(() => {
    const problem = this.attempt.problem();
    return problem?.code === 'conflict' && problem.current && 'body' in problem.current
      ? (problem.current as unknown as Omit<Editing, 'id'>)
      : null;
  });

  protected keepMine(version: number): void {
    this.attempt.forget();
    this.change({ version });
  }

  protected takeTheirs(theirs: Omit<Editing, 'id'>): void {
    this.attempt.forget();
    this.change(theirs);
  }

  protected change(part: Partial<Editing>): void {
    this.editing.update((now) => now && { ...now, ...part });
  }

  protected mend(): void {
    this.change({ body: mendText(this.editing()?.body ?? '') });
  }

  protected async begin(kind: TemplateKind): Promise<void> {
    const all = await this.attempt.run(() => this.store.beginTemplate(kind));
    if (all === null) return;
    this.list.take(all);
    const draft = all.find((template) => template.kind === kind && template.state === 'draft');
    if (draft) this.edit(draft);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version, title, body } = this.editing()!;
    const all = await this.attempt.run(() => this.store.saveTemplate(id, { version, title, body }));
    if (all === null) return;
    this.list.take(all);
    this.editing.set(null);
  }

  protected async approve({ id, version }: LetterTemplate): Promise<void> {
    const all = await this.attempt.run(() => this.store.approveTemplate(id, version));
    if (all !== null) this.list.take(all);
  }
}
