import { Component, computed, ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { MoveBatch, ProposedMove } from '@shared-care/contracts/link-consultants/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

/** Child by child, who follows a consultant who leaves: seen first, accepted together, one left out with a reason. */
@Component({
  selector: 'sc-leaving-moves',
  host: { class: 'u-block u-w-xl' },
  imports: [
    MatButton,
    SelectBox,
    AtTime,
    EmptyState,
    IdentityLine,
    OnDate,
    LoadState,
    ProblemNote,
    RouterLink,
    TierChip,
  ],
  templateUrl: './leaving-moves.html',
  styleUrl: './leaving-moves.scss',
})
export class LeavingMovesPage {
  /** Of the consultant. */
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET link-consultants/:id/moves', { params: { id } }),
    (live) => live.changed('patients'),
  );
  protected readonly page = this.fetched.value;
  protected readonly successors = computed(() =>
    (this.page()?.successors ?? []).map(({ id, name, hospital }) => ({ id, name: `${name}, ${hospital.name}` })),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly attempt = new Attempt();
  protected readonly said = signal('');
  /** Chosen by hand, by link; empty means that nobody has been chosen although one was proposed. */
  private readonly chosen = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly previewing = signal(false);
  protected readonly excepting = signal<string | null>(null);
  protected readonly reason = signal('');

  protected readonly open = computed(() => (this.page()?.proposals ?? []).filter((one) => one.leftBecause === null));
  protected readonly left = computed(() => (this.page()?.proposals ?? []).filter((one) => one.leftBecause !== null));
  protected readonly ready = computed(() => this.open().filter((one) => this.successor(one) !== ''));
  /** In the preview: how many children each successor gets. */
  protected readonly summary = computed(() => {
    const counts = new Map<string, number>();
    for (const one of this.ready()) counts.set(this.successor(one), (counts.get(this.successor(one)) ?? 0) + 1);
    return [...counts].map(([id, count]) => ({ name: this.nameOf(id), count }));
  });
  protected readonly roles = SHARED_CARE_ROLES;
  protected readonly states = OPEN_ACCESS_STATES;

  protected successor(one: ProposedMove): string {
    return this.chosen().get(one.link.id) ?? one.proposed?.id ?? '';
  }

  protected choose(one: ProposedMove, id: string): void {
    this.chosen.update((before) => new Map(before).set(one.link.id, id));
  }

  protected chooseForAll(id: string): void {
    if (id !== '') this.chosen.set(new Map(this.open().map((one) => [one.link.id, id])));
  }

  protected nameOf(id: string): string {
    return this.page()?.successors.find((one) => one.id === id)?.name ?? '';
  }

  protected preview(): void {
    this.attempt.forget();
    this.said.set('');
    this.previewing.set(true);
    setTimeout(() => document.getElementById('preview-title')?.focus());
  }

  protected async accept(): Promise<void> {
    const moves = this.ready().map((one) => ({
      linkId: one.link.id,
      version: one.link.version,
      toId: this.successor(one),
    }));
    await this.take(
      `${moves.length} ${moves.length === 1 ? 'child moves' : 'children move'}. You can undo this for 7 days.`,
      () => this.api.call('POST link-consultants/:id/moves', { params: { id: this.id() }, body: { moves } }),
    );
  }

  protected async except(event: Event, one: ProposedMove): Promise<void> {
    event.preventDefault();
    await this.take('Left without a successor for now.', () =>
      this.api.call('POST link-consultants/:id/exceptions', {
        params: { id: this.id() },
        body: { linkId: one.link.id, reason: this.reason() },
      }),
    );
  }

  protected proposeAgain(one: ProposedMove): Promise<void> {
    return this.take('Proposed again.', () =>
      this.api.call('POST link-consultants/:id/exceptions', {
        params: { id: this.id() },
        body: { linkId: one.link.id, reason: null },
      }),
    );
  }

  protected async undo(changeId: string, whole: boolean): Promise<void> {
    const undone = await this.attempt.run(() =>
      this.api.call('POST link-changes/:id/undo', { params: { id: changeId }, body: { whole } }),
    );
    if (undone !== null)
      this.said.set(`${undone.undone} ${undone.undone === 1 ? 'child is' : 'children are'} back as before.`);
    await this.fetched.refresh();
    this.heading()?.nativeElement.focus();
  }

  protected undoable(batch: MoveBatch): MoveBatch['moves'] {
    const inTime = this.clock.now() < new Date(batch.undoUntil);
    return inTime ? batch.moves.filter(({ undoneAt }) => undoneAt === null) : [];
  }

  private async take(words: string, verb: () => Promise<void>): Promise<void> {
    const done = await this.attempt.run(async () => {
      await verb();
      await this.fetched.retry();
      return true;
    });
    if (done === null) {
      // What was refused as stale is shown as it has become; what was chosen stays chosen.
      this.previewing.set(false);
      return void this.fetched.refresh();
    }
    this.previewing.set(false);
    this.excepting.set(null);
    this.reason.set('');
    this.said.set(words);
    this.heading()?.nativeElement.focus();
  }
}
