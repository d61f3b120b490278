import { Component, computed, effect, inject, input, model, output, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { SimilarPatient, SimilarPatients } from '@shared-care/contracts/registration/answers';
import type { SimilarQuery } from '@shared-care/contracts/registration/shapes';
import { SIMILAR_BECAUSE } from '@shared-care/domain/similar-patient';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { Icon } from '@shared-care/ui/icon/icon';
import { Api } from '../core/api';

const DEBOUNCE_MS = 300;

/** Compares with the register while somebody types, so that no child is registered twice (H5). */
@Component({
  selector: 'sc-already-here',
  host: { class: 'u-block' },
  imports: [Icon, IdentityLine, MatButtonModule],
  template: `
    <h2>Already here?</h2>
    <p role="status" [class.visually-hidden]="unsettled().length > 0">{{ status() }}</p>
    <ul>
      @for (one of shown(); track one.patient.id) {
        <li class="u-py-3 u-ruled">
          <sc-identity-line [patient]="one.patient" [on]="today()" />
          <p class="meta">{{ reasons[one.because] }}. {{ one.usualHospital?.name ?? 'No hospital recorded' }}</p>
          <div class="row">
            <!-- A page of its own, so that nothing typed here is lost. -->
            <a matButton="text" [href]="'/patients/' + one.patient.id" target="_blank" rel="noopener"
              >Open the record<span class="visually-hidden"> of {{ one.patient.givenName }}, in a new page</span></a
            >
            @if (isSettled(one)) {
              <span class="meta"><sc-icon name="tick" /> Another child</span>
            } @else if (one.because !== 'nhs_number') {
              <button matButton="outlined" type="button" (click)="settle(one)">A different child</button>
            }
          </div>
          @if (one.because === 'nhs_number') {
            <p class="u-fault u-flex u-gap-1">
              <sc-icon name="warning" />One NHS number is of one child: it cannot be saved twice.
            </p>
          }
        </li>
      }
    </ul>
    @if (answer()?.more; as more) {
      <p>{{ more }} more are similar. Type the birth date or the NHS number to narrow it down.</p>
    }
    @if (failed()) {
      <p>The register could not be asked. It is asked again when you save.</p>
    }
  `,
  styles: `
    .row a {
      margin-inline-start: -0.75rem;
    }
  `,
})
export class AlreadyHere {
  readonly query = input.required<SimilarQuery>();
  readonly today = input.required<string>();
  /** What the server found when it refused to save. */
  readonly refused = input<SimilarPatients | null>(null);
  /** Ids of records that a person has said are of another child. */
  readonly settled = model<readonly string[]>([]);
  readonly compared = output<number>();

  private readonly api = inject(Api);
  private readonly found = signal<SimilarPatients | null>(null);
  protected readonly failed = signal(false);
  protected readonly reasons = SIMILAR_BECAUSE;
  private asked = 0;

  protected readonly answer = computed(() => this.refused() ?? this.found());
  protected readonly shown = computed(() => this.answer()?.similar ?? []);
  protected readonly unsettled = computed(() => this.shown().filter((one) => !this.isSettled(one)));
  protected readonly status = computed(() => {
    if (this.answer() === null) return 'Compared with the register while you type.';
    const count = this.unsettled().length;
    if (count > 0) return `${count} ${count === 1 ? 'record is' : 'records are'} similar. Look at each.`;
    return this.shown().length > 0 ? 'Each is said to be another child.' : 'No similar child is registered.';
  });

  constructor() {
    effect((onCleanup) => {
      const query = this.query();
      const asked = ++this.asked;
      if (!isEnough(query)) {
        untracked(() => this.found.set(null));
        return;
      }
      const timer = setTimeout(() => void this.ask(query, asked), DEBOUNCE_MS);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => this.compared.emit(this.unsettled().length));
  }

  protected isSettled(one: SimilarPatient): boolean {
    return this.settled().includes(one.patient.id);
  }

  protected settle(one: SimilarPatient): void {
    this.settled.update((ids) => [...ids, one.patient.id]);
  }

  private async ask(query: SimilarQuery, asked: number): Promise<void> {
    try {
      const found = await this.api.call('POST patients/similar', { body: query });
      if (asked !== this.asked) return;
      this.found.set(found);
      this.failed.set(false);
    } catch {
      if (asked === this.asked) this.failed.set(true);
    }
  }
}

/** A family name alone would list half of the Smiths. */
function isEnough({ familyName, givenName, birthDate, nhsNumber, hospitalNumber }: SimilarQuery): boolean {
  const named = familyName.trim().length > 1 && givenName.trim().length > 1;
  return named || birthDate !== null || nhsNumber.trim().length >= 10 || hospitalNumber.trim().length >= 4;
}
