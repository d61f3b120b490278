import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertInQueue, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { MATCH_DOUBTS, matchDoubts, type Doubt, type MatchDoubt } from '@shared-care/domain/match-doubts';
import { formalName } from '@shared-care/domain/patient-name';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { NOTHING_SAID_BACK, type Identifier } from '../patients/identifiers';
import { SaidBack } from '../patients/said-back';
import { PatientStore } from '../patients/patient-store';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { AlertSaid, nextStepOnScreen, UNDONE_AT_ONCE } from './alert-said';
import { AlertStore } from './alert-store';

/**
 * Finds the record of a child who was logged without one. H5: two identifiers are said back, as when logging, and what
 * was said on the telephone and does not fit the record is named and settled before the two are put together.
 */
@Component({
  selector: 'sc-match-child',
  imports: [IdentityLine, MatButton, PatientSearch, ProblemNote, SaidBack],
  template: `
    <sc-patient-search
      label="Find the patient"
      [search]="patients.search"
      [today]="today()"
      (picked)="choose($event)"
    />
    @if (chosen(); as match) {
      <div class="chosen u-stack u-gap-2 u-mt-3 u-py-3 u-px-3 u-round">
        <sc-identity-line [patient]="match.patient" [on]="today()" />
        @if (match.similarName) {
          <p><strong>Another patient has a similar name. Check the birth date and the NHS number.</strong></p>
        }
        @if (doubts().length > 0) {
          <fieldset class="doubts u-note u-bad u-m-0">
            <legend class="u-px-1 u-strong"><span aria-hidden="true">⚠ </span>This may be another child</legend>
            @for (doubt of doubts(); track doubt.fact) {
              <p class="u-mt-2 u-mb-1">
                <strong>{{ facts[doubt.fact] }} does not fit.</strong> {{ doubt.words }}
              </p>
              <label class="u-flex u-gap-2 u-center">
                <input type="checkbox" [checked]="settled().includes(doubt.fact)" (change)="settle(doubt.fact)" />
                I have checked: it is this child all the same
              </label>
            }
          </fieldset>
        }
        <sc-said-back [(value)]="ticks" [errors]="saidBackErrors()" [touched]="tried()" [patient]="match.patient" />
        @if (tried() && open().length > 0) {
          <p class="error u-fault" role="alert">
            Not matched. Check what does not fit, and tick it if it is this child.
          </p>
        }
        @if (otherProblem(); as problem) {
          <sc-problem-note lead="The child is not matched yet." [problem]="problem" />
        }
        <div class="row">
          <button type="button" matButton="filled" [disabled]="attempt.busy()" (click)="confirm(match)">
            This is the child
          </button>
          <button type="button" matButton="text" (click)="choose(null)">Choose another</button>
        </div>
      </div>
    }
  `,
  styles: `
    .chosen {
      border: 2px solid var(--sc-primary);
    }
    .doubts {
      padding: 8px 12px 12px;
      border: 2px solid var(--sc-danger);
    }
  `,
})
export class MatchChild {
  private readonly store = inject(AlertStore);
  private readonly snack = inject(AlertSaid);
  protected readonly patients = inject(PatientStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly attendance = input.required<AttendanceOfAlert>();
  /** What was said of the child on the telephone. */
  readonly said = input.required<NonNullable<AlertInQueue['unmatched']>>();

  protected readonly chosen = signal<PatientMatch | null>(null);
  protected readonly ticks = signal<Record<Identifier, boolean>>(NOTHING_SAID_BACK);
  protected readonly settled = signal<readonly MatchDoubt[]>([]);
  protected readonly tried = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly facts = MATCH_DOUBTS;
  /** Known here at once; what only the server can compare, the hospital, it names when it refuses. */
  protected readonly doubts = computed<Doubt[]>(() => {
    const patient = this.chosen()?.patient;
    if (!patient) return [];
    const said = { ...this.said(), hospital: this.attendance().hospital };
    const here = matchDoubts(said, { ...patient, hospitalIds: null }, this.today());
    const problem = this.attempt.problem();
    const hospital = fieldProblem(problem, 'settledDoubts.hospital') ?? this.hospitalDoubt();
    return hospital === null ? here : [...here, { fact: 'hospital', words: hospital }];
  });
  private readonly hospitalDoubt = signal<string | null>(null);
  protected readonly open = computed(() => this.doubts().filter(({ fact }) => !this.settled().includes(fact)));
  private readonly saidBack = computed(() =>
    (Object.keys(this.ticks()) as Identifier[]).filter((key) => this.ticks()[key]),
  );
  protected readonly saidBackErrors = computed(() =>
    this.saidBack().length >= 2 ? [] : [{ kind: 'said', message: 'Ask for two identifiers, and tick them.' }],
  );
  protected readonly otherProblem = computed(() => {
    const problem = this.attempt.problem();
    return problem?.errors?.some(({ field }) => field.startsWith('settledDoubts')) ? null : problem;
  });

  protected choose(match: PatientMatch | null): void {
    this.chosen.set(match);
    this.ticks.set(NOTHING_SAID_BACK);
    this.settled.set([]);
    this.tried.set(false);
    this.hospitalDoubt.set(null);
    this.attempt.forget();
  }

  protected settle(fact: MatchDoubt): void {
    this.settled.update((facts) => (facts.includes(fact) ? facts.filter((one) => one !== fact) : [...facts, fact]));
  }

  protected async confirm(match: PatientMatch): Promise<void> {
    this.tried.set(true);
    if (this.open().length > 0 || this.saidBack().length < 2) return;
    const done = await this.attempt.run(() =>
      this.store.match(this.attendance().id, {
        patientId: match.patient.id,
        saidBack: this.saidBack(),
        settledDoubts: [...this.settled()],
      }),
    );
    // It stays in sight while the next try runs.
    this.hospitalDoubt.set(fieldProblem(this.attempt.problem(), 'settledDoubts.hospital') ?? this.hospitalDoubt());
    if (done === null) return;
    const { id } = this.attendance();
    this.snack.done(`This is ${formalName(match.patient)}`, done, ({ version }) =>
      this.store.undoMatch(id, { version, because: UNDONE_AT_ONCE }),
    );
    focusWhenLost(this.injector, nextStepOnScreen);
  }
}
