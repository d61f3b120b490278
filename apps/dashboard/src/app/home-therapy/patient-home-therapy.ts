import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { HomeDelivery, HomeTherapyDetail } from '@shared-care/contracts/home-therapy/answers';
import {
  BLEED_SETTLEMENTS,
  DELIVERY_OUTCOMES,
  HAEMTRACK_STATES,
  HOME_THERAPY_STATES,
} from '@shared-care/domain/home-therapy';
import { londonTime } from '@shared-care/domain/london-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Timeline, TimelineItemTemplate } from '@shared-care/ui/timeline/timeline';
import { Api } from '../core/api';
import { readDay } from '../forms/dates';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { ConcernChips } from './concern-chips';
import { HomeTherapyForm } from './home-therapy-form';

/** Tab of the record: factor at home, how it gets there, and what the diary tells. */
@Component({
  selector: 'sc-patient-home-therapy',
  host: { class: 'u-stack u-gap-4' },
  imports: [MatButton, ConcernChips, HomeTherapyForm, OnDate, LoadState, ProblemNote, Timeline, TimelineItemTemplate],
  templateUrl: './patient-home-therapy.html',
  styles: `
    .entry .field {
      inline-size: 150px;
    }
    .entry .wide {
      inline-size: 220px;
    }
    ul.plain li {
      padding-block: 6px;
    }
  `,
})
export class PatientHomeTherapy {
  private readonly api = inject(Api);
  protected readonly record = inject(RecordOnScreen);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedFor(this.record.id, (id) =>
    this.api.call('GET patients/:id/home-therapy', { params: { id } }),
  );
  protected readonly family = this.fetched.value;
  protected readonly attempt = new Attempt();
  protected readonly editing = signal(false);
  protected readonly mayChange = computed(
    () => this.session.may('homeTherapy', 'change') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly states = HOME_THERAPY_STATES;
  protected readonly diaries = HAEMTRACK_STATES;
  protected readonly outcomes = DELIVERY_OUTCOMES;
  protected readonly settlements = BLEED_SETTLEMENTS;

  protected retry(): void {
    void this.fetched.retry();
  }

  protected time(at: string): string {
    return londonTime(new Date(at));
  }

  protected saved(detail: HomeTherapyDetail): void {
    this.editing.set(false);
    this.fetched.take(detail);
  }

  protected keptTheirs(): void {
    this.editing.set(false);
    this.retry();
  }

  protected async settle(delivery: HomeDelivery, outcome: 'arrived' | 'missed'): Promise<void> {
    const today = this.record.today();
    const late = outcome === 'arrived' && today > delivery.expectedOn;
    await this.run(() =>
      this.api.call('POST home-deliveries/:id/settle', {
        params: { id: delivery.id },
        body: {
          version: delivery.version,
          outcome: late ? 'late' : outcome,
          arrivedOn: outcome === 'arrived' ? today : null,
        },
      }),
    );
  }

  protected async addPeriod(event: Event, from: string, to: string, planned: string, entered: string): Promise<void> {
    event.preventDefault();
    await this.run(() =>
      this.api.call('POST patients/:id/haemtrack-periods', {
        params: { id: this.record.id()! },
        body: {
          from: this.day(from),
          to: this.day(to),
          planned: planned.trim() === '' ? NaN : Number(planned),
          entered: entered.trim() === '' ? NaN : Number(entered),
        },
      }),
    );
  }

  protected async addBleed(event: Event, on: string, site: string): Promise<void> {
    event.preventDefault();
    await this.run(() =>
      this.api.call('POST patients/:id/diary-bleeds', {
        params: { id: this.record.id()! },
        body: { on: this.day(on), site },
      }),
    );
  }

  private day(typed: string): string {
    return readDay(typed, this.record.today()) ?? typed;
  }

  private async run(act: () => Promise<HomeTherapyDetail>): Promise<void> {
    const detail = await this.attempt.run(act);
    if (detail === null) this.retry();
    else this.fetched.take(detail);
  }
}
