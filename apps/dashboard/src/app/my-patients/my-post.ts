import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { CoverForm } from '../link-consultants/cover-form';
import { LeavingDateForm } from '../link-consultants/leaving-date-form';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { MyPatientsStore } from './my-patients-store';
import { RingUnit } from './ring-unit';
import { UnitNumber } from '../core/unit-number';

/** A link consultant's own dates: who covers while they are away, whom they cover for, and their last day. */
@Component({
  selector: 'sc-my-post',
  host: { class: 'u-block u-w-m' },
  imports: [MatButton, AtTime, CoverForm, LeavingDateForm, LoadState, OnDate, ProblemNote, RingUnit, UnitNumber],
  templateUrl: './my-post.html',
})
export class MyPost {
  private readonly api = inject(Api);
  protected readonly mine = inject(MyPatientsStore);
  private readonly clock = inject(ServerClock);

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET link-consultants'),
    (live) => live.changed('patients'),
  );
  protected readonly post = computed(() => this.fetched.value()?.consultants.find(({ own }) => own) ?? null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly arranging = signal(false);
  protected readonly leaving = signal(false);
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();

  /** Says what was done once the page shows it: both must not say different things. */
  protected async show(words: string): Promise<void> {
    await this.fetched.retry();
    this.said.set(words);
  }

  protected async end(cover: { id: string; version: number; running: boolean }): Promise<void> {
    await this.attempt.run(() =>
      this.api.call('POST covers/:id/end', { params: { id: cover.id }, body: { version: cover.version } }),
    );
    if (this.attempt.problem() !== null) return void this.fetched.refresh();
    await this.show(
      cover.running
        ? 'The cover has ended. You answer for your patients again.'
        : 'The cover is taken back. You go on answering for your patients.',
    );
  }
}
