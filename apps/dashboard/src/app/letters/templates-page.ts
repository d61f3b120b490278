import { Component, computed, ElementRef, inject, signal } from '@angular/core';
import { MatButton, MatButtonModule } from '@angular/material/button';
import type { LetterTemplate } from '@shared-care/contracts/letters/answers';
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
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { listAddress, pageHere } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

type Words = Pick<LetterTemplate, 'id' | 'version' | 'title' | 'body'>;
const NOTHING: Words = { id: '', version: 0, title: '', body: '' };

/** The words letters are made of: versions written by the unit and approved by a doctor who did not write them. */
@Component({
  selector: 'sc-templates-page',
  host: { class: 'u-block u-w-l' },
  imports: [MatButton, AtTime, DataList, ListCell, LoadState, MatButtonModule, ProblemNote, SavedMeanwhile],
  templateUrl: './templates-page.html',
  styleUrl: './templates-page.scss',
})
export class TemplatesPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly session = inject(SessionStore);

  protected readonly list = fetchedNow(() => this.api.call('GET letter-templates'));
  protected readonly states = TEMPLATE_STATES;
  protected readonly kinds = Object.entries(TEMPLATE_KINDS) as [TemplateKind, string][];
  protected readonly slots = [
    ...Object.entries(TEMPLATE_WORDS).map(([name, what]) => ({ name, what, alone: false })),
    ...Object.entries(TEMPLATE_BLOCKS).map(([name, what]) => ({ name, what, alone: true })),
  ];
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly address = listAddress({ sort: 'kind' }, []);
  protected readonly noun = { one: 'kind of letter', many: 'kinds of letters' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'kind', word: 'Letter', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'approved', word: 'In force' },
    { id: 'draft', word: 'Draft' },
    { id: 'next', word: 'Next step' },
  ];
  /** Each kind once, with what it says now and what is to be done about it. */
  protected readonly page = computed(() => {
    const all = this.list.value();
    if (all === null) return null;
    const kinds = this.kinds.map(([kind, name]) => {
      const approved = all.find((one) => one.kind === kind && one.state === 'approved') ?? null;
      const draft = all.find((one) => one.kind === kind && one.state === 'draft') ?? null;
      return { id: kind, name, approved, draft, next: nextStep(approved, draft) };
    });
    return pageHere(kinds, kinds, this.address.query(), { kind: ({ name }) => name });
  });
  protected readonly editing = signal<string | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly work = versionedDraft({
    source: (): Words => this.list.value()?.find(({ id }) => id === this.editing()) ?? NOTHING,
    id: ({ id }) => id,
    version: ({ version }) => version,
    begin: ({ title, body }) => ({ title, body }),
  });
  protected readonly faults = computed(() => textFaults(this.work.typed().body));
  protected readonly bodyError = computed(() => fieldProblem(this.attempt.problem(), 'body'));

  protected of(kind: TemplateKind): LetterTemplate[] {
    return (this.list.value() ?? []).filter((template) => template.kind === kind);
  }

  protected goTo(kind: TemplateKind): void {
    const heading = this.host.nativeElement.querySelector<HTMLElement>(`#kind-${kind}`);
    heading?.closest('section')?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }

  protected edit(id: string): void {
    this.attempt.forget();
    this.editing.set(id);
  }

  protected stop(): void {
    this.work.takeTheirs();
    this.editing.set(null);
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  protected change(part: Partial<Pick<Words, 'title' | 'body'>>): void {
    this.work.typed.update((now) => ({ ...now, ...part }));
  }

  protected mend(): void {
    this.change({ body: mendText(this.work.typed().body) });
  }

  protected async begin(kind: TemplateKind): Promise<void> {
    const all = await this.attempt.run(() => this.api.call('POST letter-templates', { body: { kind } }));
    if (all === null) return;
    this.list.take(all);
    const draft = all.find((template) => template.kind === kind && template.state === 'draft');
    if (draft) this.edit(draft.id);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  private async send(): Promise<void> {
    const { id, version } = this.work.seen();
    const all = await this.work.save(
      this.attempt,
      () =>
        this.attempt.run(() =>
          this.api.call('POST letter-templates/:id/text', { params: { id }, body: { version, ...this.work.typed() } }),
        ),
      (current, seen) => ('body' in current ? { ...seen, ...current } : null),
    );
    if (all === null) return;
    this.list.take(all);
    this.stop();
  }

  protected async approve({ id, version }: LetterTemplate): Promise<void> {
    const all = await this.attempt.run(() =>
      this.api.call('POST letter-templates/:id/approve', { params: { id }, body: { version } }),
    );
    if (all !== null) this.list.take(all);
  }
}

function nextStep(approved: LetterTemplate | null, draft: LetterTemplate | null): string {
  if (draft === null) return approved === null ? 'Take up the starting words' : 'None';
  return draft.mine ? 'Another doctor approves it' : 'A doctor approves it';
}
