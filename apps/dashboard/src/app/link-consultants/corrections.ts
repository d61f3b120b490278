import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SuggestedCorrection } from '@shared-care/contracts/my-patients';
import { londonDate } from '@shared-care/domain/london-time';
import { CORRECTED_PARTS, type CorrectionOutcome } from '@shared-care/domain/record-correction';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../shell/attempt';
import { Fetched } from '../shell/fetched';
import { Live } from '../shell/live';
import { ServerClock } from '../shell/server-clock';
import { CorrectionStore } from './correction-store';

/** What link consultants say is wrong in a record, oldest first. Deciding here changes no record: a person does. */
@Component({
  selector: 'sc-corrections',
  imports: [AtTime, EmptyState, IdentityLine, ProblemNote, RouterLink],
  template: `
    <h1 tabindex="-1">Suggested corrections</h1>
    <p role="status">{{ said() }}</p>
    @if (fetched.problem(); as problem) {
      <sc-problem-note [problem]="problem" [canRetry]="true" (retry)="fetched.retry()" />
    }
    @if (fetched.value(); as shown) {
      @for (one of shown.corrections; track one.id) {
        <article class="card" [attr.aria-label]="parts[one.part] + ', ' + one.patient.familyName">
          <sc-identity-line [patient]="one.patient" [on]="today()" />
          <p>
            <strong>{{ parts[one.part] }}:</strong> {{ one.words }}
          </p>
          <p class="meta">
            {{ one.by }}{{ one.hospitalName ? ', ' + one.hospitalName : '' }},
            <sc-at-time [at]="one.at" [today]="today()" />
          </p>
          <p><a [routerLink]="['/patients', one.patient.id]">Open the record</a></p>
          <div class="field">
            <label [for]="'answer-' + one.id">What you checked and did</label>
            <input
              [id]="'answer-' + one.id"
              type="text"
              autocomplete="off"
              [value]="about() === one.id ? answer() : ''"
              (input)="about.set(one.id); answer.set($any($event.target).value)"
            />
          </div>
          @if (failed() === one.id && attempt.problem(); as problem) {
            <sc-problem-note lead="Not saved." [problem]="problem" />
          }
          <div class="row">
            <button type="button" class="button" [disabled]="attempt.busy()" (click)="decide(one, 'corrected')">
              Corrected<span class="visually-hidden"> for {{ one.patient.familyName }}</span>
            </button>
            <button type="button" class="button plain" [disabled]="attempt.busy()" (click)="decide(one, 'not_changed')">
              Not changed<span class="visually-hidden"> for {{ one.patient.familyName }}</span>
            </button>
          </div>
        </article>
      } @empty {
        <sc-empty-state words="No link consultant has suggested a correction that waits." />
      }
    } @else if (fetched.problem() === null) {
      <p role="status">Loading</p>
    }
  `,
  styles: `
    :host {
      display: block;
      max-inline-size: 800px;
    }
    article {
      margin-block-end: 16px;
    }
  `,
})
export class CorrectionsPage {
  private readonly store = inject(CorrectionStore);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  protected readonly fetched = new Fetched(() => this.store.list());
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly about = signal<string | null>(null);
  protected readonly failed = signal<string | null>(null);
  protected readonly answer = signal('');
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();
  protected readonly parts = CORRECTED_PARTS;

  constructor() {
    effect(() => {
      this.live.changed('patients');
      untracked(() => void this.fetched.refresh());
    });
  }

  protected async decide(one: SuggestedCorrection, outcome: CorrectionOutcome): Promise<void> {
    const answer = this.about() === one.id ? this.answer() : '';
    this.failed.set(one.id);
    const list = await this.attempt.run(() => this.store.decide(one.id, { version: one.version, outcome, answer }));
    if (list === null) return;
    this.fetched.take(list);
    this.answer.set('');
    this.said.set('Saved.');
  }
}
