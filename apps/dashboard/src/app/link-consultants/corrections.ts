import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import type { SuggestedCorrection } from '@shared-care/contracts/my-patients/answers';
import type { DecideCorrection } from '@shared-care/contracts/my-patients/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { CORRECTED_PARTS, WRITTEN_PARTS, type CorrectionOutcome } from '@shared-care/domain/record-correction';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Field } from '@shared-care/ui/field/field';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { CorrectFact } from './correct-fact';

/** What link consultants say is wrong in a record, oldest first. "Corrected" is said by changing the fact. */
@Component({
  selector: 'sc-corrections',
  host: { class: 'u-block u-w-m' },
  imports: [
    AtTime,
    CorrectFact,
    EmptyState,
    Field,
    IdentityLine,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  template: `
    <h1 tabindex="-1">Suggested corrections</h1>
    <p role="status">{{ said() }}</p>
    <sc-load-state [of]="fetched" />
    @if (fetched.value(); as shown) {
      @for (one of shown.corrections; track one.id) {
        <article class="card u-mb-4" [attr.aria-label]="parts[one.part] + ', ' + one.patient.familyName">
          <sc-identity-line [patient]="one.patient" [on]="today()" />
          <p>
            <strong>{{ parts[one.part] }}:</strong> {{ one.words }}
          </p>
          <p class="meta">
            {{ one.by }}{{ one.hospitalName ? ', ' + one.hospitalName : '' }},
            <sc-at-time [at]="one.at" [today]="today()" />
          </p>
          <p><a [routerLink]="['/patients', one.patient.id]">Open the record</a></p>
          @if (correcting() === one.id) {
            <sc-correct-fact [one]="one" [today]="today()" [decide]="correct" (closed)="correcting.set(null)" />
          } @else {
            <sc-field
              [label]="written(one) ? 'What you checked' : 'What you checked, and where it was put right'"
              [error]="failed() === one.id ? answerProblem() : null"
            >
              <mat-form-field>
                <input
                  matInput
                  autocomplete="off"
                  [value]="about() === one.id ? answer() : ''"
                  (input)="about.set(one.id); answer.set($any($event.target).value)"
                />
              </mat-form-field>
            </sc-field>
            @if (failed() === one.id && attempt.problem(); as problem) {
              <sc-problem-note lead="Not saved." [problem]="problem" />
            }
            <div class="row">
              @if (written(one)) {
                <button
                  matButton="outlined"
                  type="button"
                  [disabled]="attempt.busy()"
                  (click)="correcting.set(one.id); failed.set(null)"
                >
                  Correct the record<span class="visually-hidden"> for {{ one.patient.familyName }}</span>
                </button>
              }
              <button matButton="outlined" type="button" [disabled]="attempt.busy()" (click)="decide(one, 'elsewhere')">
                Put right elsewhere<span class="visually-hidden"> for {{ one.patient.familyName }}</span>
              </button>
              <button matButton="text" type="button" [disabled]="attempt.busy()" (click)="decide(one, 'not_changed')">
                Not changed<span class="visually-hidden"> for {{ one.patient.familyName }}</span>
              </button>
            </div>
          }
        </article>
      } @empty {
        <sc-empty-state good words="No link consultant has suggested a correction that waits." />
      }
    }
  `,
})
export class CorrectionsPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET record-corrections'),
    (live) => live.changed('patients'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly about = signal<string | null>(null);
  protected readonly failed = signal<string | null>(null);
  protected readonly answer = signal('');
  protected readonly correcting = signal<string | null>(null);
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();
  protected readonly answerProblem = computed(() => fieldProblem(this.attempt.problem(), 'answer'));
  protected readonly parts = CORRECTED_PARTS;

  protected written({ part }: SuggestedCorrection): boolean {
    return WRITTEN_PARTS[part] !== undefined;
  }

  protected readonly correct = async ({ id }: SuggestedCorrection, decision: DecideCorrection): Promise<void> => {
    const list = await this.api.call('POST record-corrections/:id/decide', { params: { id }, body: decision });
    this.correcting.set(null);
    this.fetched.take(list);
    this.said.set('Saved. The record is changed.');
  };

  protected async decide(one: SuggestedCorrection, outcome: Exclude<CorrectionOutcome, 'corrected'>): Promise<void> {
    const answer = this.about() === one.id ? this.answer() : '';
    this.failed.set(one.id);
    const list = await this.attempt.run(() =>
      this.api.call('POST record-corrections/:id/decide', {
        params: { id: one.id },
        body: { version: one.version, outcome, answer },
      }),
    );
    if (list === null) return;
    this.fetched.take(list);
    this.answer.set('');
    this.said.set('Saved.');
  }
}
