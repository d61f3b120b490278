import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import type { AttendanceOfAlert } from '@shared-care/contracts/alerts';
import type { PatientMatch } from '@shared-care/contracts/patients';
import { londonDate } from '@shared-care/domain/london-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { PatientStore } from '../patients/patient-store';
import { Attempt } from '../shell/attempt';
import { focusWhenLost } from '../shell/kept-focus';
import { ServerClock } from '../shell/server-clock';
import { AlertStore } from './alert-store';

/** Finds the record of a child who was logged without one. Choosing and confirming are two presses (H5). */
@Component({
  selector: 'sc-match-child',
  imports: [IdentityLine, PatientSearch, ProblemNote],
  template: `
    <sc-patient-search
      label="Find the patient"
      [search]="patients.search"
      [today]="today()"
      (picked)="chosen.set($event)"
    />
    @if (chosen(); as match) {
      <div class="chosen">
        <sc-identity-line [patient]="match.patient" [on]="today()" />
        @if (match.similarName) {
          <p><strong>Another patient has a similar name. Check the birth date and the NHS number.</strong></p>
        }
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="The child is not matched yet." [problem]="problem" />
        }
        <div class="row">
          <button type="button" class="button main" [disabled]="attempt.busy()" (click)="confirm(match)">
            This is the child
          </button>
          <button type="button" class="button plain" (click)="chosen.set(null)">Choose another</button>
        </div>
      </div>
    }
  `,
  styles: `
    .chosen {
      display: grid;
      gap: 8px;
      margin-block-start: 12px;
      padding: 12px;
      border: 2px solid var(--sc-primary);
      border-radius: 4px;
    }
  `,
})
export class MatchChild {
  private readonly store = inject(AlertStore);
  protected readonly patients = inject(PatientStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly attendance = input.required<AttendanceOfAlert>();

  protected readonly chosen = signal<PatientMatch | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));

  protected async confirm(match: PatientMatch): Promise<void> {
    await this.attempt.run(() => this.store.match(this.attendance().id, match.patient.id));
    focusWhenLost(this.injector, () => document.getElementById('child-title'));
  }
}
