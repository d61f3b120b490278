import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PatientRisks } from '@shared-care/contracts/patients/answers';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { INHIBITOR_RESULTS } from '@shared-care/domain/patient-change';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { SparkLine } from '@shared-care/ui/spark-line/spark-line';

interface Row {
  name: string;
  value: string;
  on: string | null;
  /** Oldest first. */
  way: { on: string; value: number }[];
}

/** Weight, baseline level and inhibitor titre: the newest value with its day, and the way it went. */
@Component({
  selector: 'sc-measured',
  host: { class: 'u-block' },
  imports: [OnDate, RouterLink, SparkLine],
  template: `
    <div class="u-flex u-between u-center">
      <h2 class="u-m-0" id="measured-title">Measured</h2>
      <a class="no-print" routerLink="facts">Facts</a>
    </div>
    <dl>
      @for (row of rows(); track row.name) {
        <div class="u-grid u-center u-py-3 u-ruled-end">
          <dt class="meta u-m-0">{{ row.name }}</dt>
          <dd class="u-number u-strong u-tabular u-m-0">{{ row.value }}</dd>
          <dd class="meta u-m-0">
            @if (row.on; as on) {
              <sc-on-date [date]="on" />
            } @else {
              date not recorded
            }
          </dd>
          @if (row.way.length > 1) {
            <dd class="way u-m-0">
              <a
                class="u-block u-round"
                routerLink="facts"
                [attr.aria-label]="row.name + ', all ' + row.way.length + ' values'"
                ><sc-spark-line [values]="row.way"
              /></a>
            </dd>
          }
        </div>
      }
    </dl>
    @if (notRecorded(); as names) {
      <p class="meta u-m-0 u-pt-2">Not recorded: {{ names }}. <a class="no-print" routerLink="facts">Add</a></p>
    }
  `,
  styles: `
    dl > div {
      grid-template-columns: 1fr auto;
    }
    dl > div:last-child {
      border-block-end: 0;
    }
    dt,
    dd {
      grid-column: 1;
    }
    .way {
      grid-area: 1 / 2 / span 3;
    }
  `,
})
export class Measured {
  readonly picture = input.required<RecordPicture>();
  readonly risks = input.required<PatientRisks>();

  protected readonly rows = computed(() => [...this.weight(), ...this.baseline(), ...this.inhibitor()]);
  /** What a child of this unit is measured for; where nothing is known it takes one line, not a card. */
  protected readonly notRecorded = computed(() => {
    const names = [
      ...(this.weight().length === 0 ? ['weight'] : []),
      ...(this.baseline().length === 0 ? ['baseline level'] : []),
    ];
    return names.length === 0 ? null : names.join(', ');
  });
  /** The record's own value where no single measurement is kept. */
  private readonly weight = computed((): Row[] => {
    const { weightKg, weighedOn } = this.risks();
    const weights = this.picture().weights;
    const newest = weights.at(-1) ?? (weightKg === null ? null : { kg: weightKg, on: weighedOn });
    if (newest === null) return [];
    const way = weights.map(({ kg, on }) => ({ on, value: Number(kg) }));
    return [{ name: 'Weight', value: `${newest.kg} kg`, on: newest.on, way }];
  });
  private readonly baseline = computed((): Row[] => {
    const { level, writtenOn } = this.picture().baseline;
    return level === null ? [] : [{ name: 'Baseline level', value: `${level} IU/dL`, on: writtenOn, way: [] }];
  });
  private readonly inhibitor = computed((): Row[] => {
    const results = this.picture().inhibitorResults;
    const newest = results.at(-1);
    if (newest === undefined) return [];
    const value = newest.titre === null ? INHIBITOR_RESULTS[newest.state] : `${newest.titre} BU`;
    const way = results.flatMap(({ titre, on }) =>
      titre === null || on === null ? [] : [{ on, value: Number(titre) }],
    );
    return [{ name: 'Inhibitor', value, on: newest.on, way }];
  });
}
