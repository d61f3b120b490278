import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PatientRisks } from '@shared-care/contracts/patients/answers';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { INHIBITOR_RESULTS } from '@shared-care/domain/patient-change';
import { INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { SparkLine } from '@shared-care/ui/spark-line/spark-line';

/** Weight, baseline level and inhibitor titre: the newest value with its day, and the way it went. */
@Component({
  selector: 'sc-measured',
  imports: [OnDate, RouterLink, SparkLine],
  template: `
    <div class="head">
      <h2 id="measured-title">Measured</h2>
      <a class="no-print" routerLink="facts">Facts</a>
    </div>
    <dl>
      <div>
        <dt>Weight</dt>
        @if (weight(); as newest) {
          <dd class="big">{{ newest.kg }} kg</dd>
          <dd class="meta">
            @if (newest.on; as on) {
              <sc-on-date [date]="on" />
            } @else {
              date not recorded
            }
          </dd>
          @if (weights().length > 1) {
            <dd class="way"><sc-spark-line [values]="weights()" /></dd>
          }
        } @else {
          <dd>Not recorded</dd>
        }
      </div>
      <div>
        <dt>Baseline level</dt>
        @if (picture().baseline; as baseline) {
          @if (baseline.level !== null) {
            <dd class="big">{{ baseline.level }} IU/dL</dd>
            <dd class="meta">
              @if (baseline.writtenOn; as on) {
                written <sc-on-date [date]="on" />
              } @else {
                date not recorded
              }
            </dd>
          } @else {
            <dd>Not recorded</dd>
          }
        }
      </div>
      <div>
        <dt>Inhibitor</dt>
        @if (inhibitor(); as newest) {
          <dd class="big">{{ newest.titre === null ? results[newest.state] : newest.titre + ' BU' }}</dd>
          <dd class="meta">
            @if (newest.on; as on) {
              <sc-on-date [date]="on" />
            } @else {
              date not recorded
            }
          </dd>
          @if (titres().length > 1) {
            <dd class="way"><sc-spark-line [values]="titres()" /></dd>
          }
        } @else {
          <dd>{{ states[risks().inhibitor] }}</dd>
        }
      </div>
    </dl>
  `,
  styles: `
    :host {
      display: block;
    }
    .head {
      display: flex;
      justify-content: space-between;
      align-items: center;
    }
    h2 {
      margin: 0;
      font-size: 1.0625rem;
      line-height: 1.5rem;
    }
    dl {
      margin: 0;
    }
    dl > div {
      display: grid;
      grid-template-columns: 1fr auto;
      align-items: center;
      padding-block: 0.75rem;
      border-block-end: 1px solid var(--sc-border);
    }
    dl > div:last-child {
      border-block-end: 0;
    }
    dt,
    dd {
      grid-column: 1;
      margin: 0;
    }
    dt {
      font-size: 0.875rem;
      line-height: 1.25rem;
      color: var(--sc-text-2);
    }
    .big {
      font-size: 1.375rem;
      line-height: 1.75rem;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    .way {
      grid-area: 1 / 2 / span 3;
    }
  `,
})
export class Measured {
  readonly picture = input.required<RecordPicture>();
  protected readonly results = INHIBITOR_RESULTS;
  protected readonly states = INHIBITOR_STATES;
  readonly risks = input.required<PatientRisks>();
  /** The record's own value where no single measurement is kept. */
  protected readonly weight = computed(() => {
    const { weightKg, weighedOn } = this.risks();
    return this.picture().weights.at(-1) ?? (weightKg === null ? null : { kg: weightKg, on: weighedOn });
  });
  protected readonly weights = computed(() => this.picture().weights.map(({ kg, on }) => ({ on, value: Number(kg) })));
  protected readonly inhibitor = computed(() => this.picture().inhibitorResults.at(-1) ?? null);
  protected readonly titres = computed(() =>
    this.picture().inhibitorResults.flatMap(({ titre, on }) =>
      titre === null || on === null ? [] : [{ on, value: Number(titre) }],
    ),
  );
}
