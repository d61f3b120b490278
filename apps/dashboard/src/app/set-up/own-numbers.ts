import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButtonModule } from '@angular/material/button';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import type { ContactDetails } from '@shared-care/contracts/contacts/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ContactChangeCard } from '../hospitals/contact-change-card';
import { ContactForm } from '../hospitals/contact-form';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

type Preset = Pick<ContactDetails, 'purpose' | 'label' | 'hours'>;

const DAY: Preset = { purpose: 'phu_nurses', label: 'PHU nurses', hours: 'in_hours' };
const NIGHT: Preset = {
  purpose: 'on_call_registrar',
  label: 'On-call haematology registrar, by switchboard',
  hours: 'out_of_hours',
};

/** The unit's numbers by hours: proposed by one admin, rung and confirmed by another. */
@Component({
  selector: 'sc-own-numbers',
  imports: [ContactChangeCard, ContactForm, MatButtonModule, ProblemNote, RouterLink],
  template: `
    @if (fetched.problem(); as problem) {
      <sc-problem-note
        lead="The numbers could not be loaded"
        [problem]="problem"
        [canRetry]="true"
        (retry)="fetched.retry()"
      />
    }
    @if (fetched.value(); as hospital) {
      @for (change of waiting(); track change.id) {
        <h3>{{ change.becomes?.label }}</h3>
        <sc-contact-change-card
          [change]="change"
          [units]="hospital.units"
          [today]="today()"
          (decided)="took($event.page, $event.said)"
          (stale)="fetched.refresh()"
        />
      }
      @if (adding(); as preset) {
        <sc-contact-form
          [hospitalId]="hospital.id"
          [units]="hospital.units"
          [preset]="preset"
          (proposed)="took($event, 'Proposed. It counts once another admin has rung it and confirmed.')"
          (closed)="adding.set(null)"
        />
      } @else {
        <div class="row">
          <button matButton="outlined" type="button" (click)="adding.set(day)">Add the number of the day</button>
          <button matButton="outlined" type="button" (click)="adding.set(night)">
            Add the number of nights and weekends
          </button>
          <a matButton [routerLink]="['/hospitals', hospital.id]">All numbers of {{ hospital.name }}</a>
        </div>
      }
    }
  `,
})
export class OwnNumbers {
  readonly hospitalId = input.required<string>();
  readonly changed = output<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly day = DAY;
  protected readonly night = NIGHT;
  protected readonly adding = signal<Preset | null>(null);
  protected readonly fetched = fetchedFor(
    this.hospitalId,
    (id) => this.api.call('GET hospitals/:id', { params: { id } }),
    (live) => live.changed('hospitals'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly waiting = computed(() =>
    (this.fetched.value()?.changes ?? []).filter(({ kind, state }) => kind === 'add' && state === 'waiting'),
  );

  protected took(page: HospitalPage, said: string): void {
    this.fetched.take(page);
    this.adding.set(null);
    this.changed.emit(said);
  }
}
