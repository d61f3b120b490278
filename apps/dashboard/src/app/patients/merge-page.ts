import { Component, computed, inject, Injector, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { MergeDetail } from '@shared-care/contracts/merges/answers';
import { londonDate } from '@shared-care/domain/london-time';
import type { MergeChoice, MergePick } from '@shared-care/domain/merge-choice';
import { MERGE_STATES } from '@shared-care/domain/patient-merge';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { NotHere } from '../core/not-here';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { MergePreviewView } from './merge-preview';
import { MergedRowsList } from './merged-rows-list';
import { ReasonForm } from '../forms/reason-form';

/** One pair of records: judged by a second person, and parted again if it was wrong. */
@Component({
  selector: 'sc-merge-page',
  host: { class: 'u-block u-w-xl' },
  imports: [
    MatButton,
    AtTime,
    IdentityLine,
    MergedRowsList,
    MergePreviewView,
    NotHere,
    LoadState,
    ProblemNote,
    ReasonForm,
    RouterLink,
  ],
  templateUrl: './merge-page.html',
  styles: `
    @media (min-width: 800px) {
      .pair {
        grid-template-columns: 1fr 1fr;
      }
    }
    .card + .card {
      margin-block-start: 16px;
    }
  `,
})
export class MergePage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  protected readonly session = inject(SessionStore);

  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.clock.heard(this.api.call('GET merges/:id', { params: { id } })),
    (live) => live.changed('patients'),
  );
  protected readonly merge = this.fetched.value;
  protected readonly problem = this.fetched.problem;
  protected readonly attempt = new Attempt();
  protected readonly keep = linkedSignal<string, Partial<Record<MergeChoice, MergePick>>>({
    source: this.id,
    computation: () => ({}),
  });
  protected readonly open = signal<'decline' | 'undo' | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly mine = computed(() => this.merge()?.proposedBy.id === this.session.user()?.id);
  protected readonly mayUndo = computed(() => {
    const until = this.merge()?.undoUntil;
    return until ? new Date(until) > this.clock.now() : false;
  });
  protected readonly states = MERGE_STATES;

  protected retry(): void {
    void this.fetched.retry();
  }

  protected confirm(merge: MergeDetail): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST merges/:id/confirm', {
          params: { id: merge.id },
          body: { version: merge.version, keep: this.keep() },
        }),
      ),
    );
  }

  protected decline(merge: MergeDetail, because: string): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST merges/:id/decline', {
          params: { id: merge.id },
          body: { version: merge.version, because },
        }),
      ),
    );
  }

  protected undo(merge: MergeDetail, because: string): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST merges/:id/undo', { params: { id: merge.id }, body: { version: merge.version, because } }),
      ),
    );
  }

  private async run(act: () => Promise<MergeDetail>): Promise<void> {
    const merge = await this.attempt.run(act);
    if (merge === null) return this.retry();
    this.open.set(null);
    this.fetched.take(merge);
    focusWhenLost(this.injector, () => document.querySelector('h1'));
  }
}
