import { Component, computed, inject, input } from '@angular/core';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { EmergencyCardView } from '@shared-care/ui/emergency-card/emergency-card';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { UnitNumber } from '../core/unit-number';

/**
 * The emergency card of one child, fetched and kept fresh. When it cannot be renewed, the copy in memory stays and says
 * from when it is.
 */
@Component({
  selector: 'sc-card-of',
  host: { class: 'u-stack u-gap-3' },
  imports: [EmergencyCardView, LoadState, UnitNumber],
  template: `
    <sc-load-state
      [of]="fetched"
      lead="The emergency card could not be loaded. This does not mean that there is none."
      [stale]="'Showing the copy of ' + takenAt() + '. Not live.'"
      saying="Loading the emergency card"
    >
      <p><sc-unit-number /></p>
    </sc-load-state>
    @if (card(); as card) {
      <sc-emergency-card [card]="card" [today]="today()" [short]="short()" [withIdentity]="withIdentity()" />
    }
  `,
})
export class CardOf {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  /** An internal id, never an NHS number. */
  readonly patientId = input.required<string>();
  readonly short = input(false);
  readonly withIdentity = input(true);

  protected readonly fetched = fetchedFor(
    this.patientId,
    (id) => this.api.call('GET patients/:id/emergency-card', { params: { id } }),
    (live, id) => {
      live.changedFor('patients', id);
      live.changed('hospitals');
    },
  );
  readonly card = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly takenAt = computed(() => londonTime(new Date(this.card()?.now ?? 0)));
}
