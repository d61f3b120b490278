import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';

/** Tab of the record: where the child may go straight, and every version there ever was. */
@Component({
  selector: 'sc-patient-open-access',
  imports: [MatButton, AtTime, OpenAccessChip, LoadState, ProblemNote, RouterLink],
  template: `
    <sc-load-state [of]="fetched" />
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="No draft was made." [problem]="problem" />
    }
    @if (fetched.value(); as all) {
      <section class="card u-mb-4" aria-labelledby="now-title">
        <h2 id="now-title">Now</h2>
        @for (hospital of all.hospitals; track hospital.id) {
          <div class="hospital u-bar u-py-3 u-ruled">
            <div>
              <h3 class="u-mb-1">{{ hospital.name }}</h3>
              <sc-open-access-chip [validity]="hospital.validity" />
            </div>
            @if (session.may('openAccess', 'draft')) {
              @if (hospital.makingId; as id) {
                <a matButton="outlined" class="no-print" [routerLink]="['/open-access', id]"
                  >Open the draft<span class="visually-hidden"> for {{ hospital.name }}</span></a
                >
              } @else {
                <button
                  type="button"
                  matButton="outlined"
                  class="no-print"
                  [disabled]="attempt.busy()"
                  (click)="start(hospital.id)"
                >
                  {{ has(hospital.id) ? 'Draft a new version' : 'Draft an arrangement'
                  }}<span class="visually-hidden"> for {{ hospital.name }}</span>
                </button>
              }
            }
          </div>
        } @empty {
          <p class="u-mb-1">No shared care hospital at present, so there is nowhere to arrange open access.</p>
        }
      </section>
      <section class="card u-mb-4" aria-labelledby="versions-title">
        <h2 id="versions-title">Versions</h2>
        @for (one of all.arrangements; track one.id) {
          <article class="u-py-3 u-ruled">
            <h3 class="u-mb-1">
              <a [routerLink]="['/open-access', one.id]"
                >{{ one.hospital.name }}{{ one.unitName ? ', ' + one.unitName : '' }}, version
                {{ one.versionNumber }}</a
              >
            </h3>
            <p class="u-mb-1">
              <strong>{{ states[one.state] }}.</strong> {{ one.because }}
            </p>
            <p class="meta u-mb-1">
              From <sc-at-time [at]="one.startsAt" /> ·
              {{ one.agreedBy ? 'Agreed by ' + one.agreedBy : 'Not agreed' }} ·
              {{ one.wardHolds ? 'Ward holds it' : 'Ward has not confirmed' }} ·
              {{ one.familyHolds ? 'Family holds the letter' : 'Family has not confirmed' }}
            </p>
          </article>
        } @empty {
          <p class="u-mb-1">There never was an arrangement for this child.</p>
        }
      </section>
    }
  `,
})
export class PatientOpenAccessTab {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly record = inject(RecordOnScreen);
  protected readonly session = inject(SessionStore);
  protected readonly attempt = new Attempt();
  protected readonly states = OPEN_ACCESS_STATES;
  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/open-access', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );

  protected has(hospitalId: string): boolean {
    return this.fetched.value()?.arrangements.some(({ hospital }) => hospital.id === hospitalId) ?? false;
  }

  protected async start(hospitalId: string): Promise<void> {
    const patientId = this.record.id();
    if (patientId === null) return;
    const draft = await this.attempt.run(() =>
      this.api.call('POST patients/:id/open-access', { params: { id: patientId }, body: { hospitalId } }),
    );
    if (draft !== null) await this.router.navigate(['/open-access', draft.id]);
  }
}
