import { Component, computed, input } from '@angular/core';
import type { EmergencyPlan } from '@shared-care/contracts/emergency-plans/answers';
import { unitsKept } from '@shared-care/domain/clinical-text';
import { PLAN_BANDS, PLAN_FIELD_NAMES, PLAN_FIELDS, type PlanBand } from '@shared-care/domain/emergency-plan';

/** The text of one version, and beside each section that differs what is on the card now. */
@Component({
  selector: 'sc-plan-changes',
  template: `
    @if (plan().state === 'draft') {
      <p class="u-m-0">
        @if (plan().replaces; as old) {
          {{
            changed() === 0
              ? 'No section differs'
              : changed() === 1
                ? '1 section differs'
                : changed() + ' sections differ'
          }}
          from version {{ old.versionNumber }}, which is on the card now.
        } @else {
          There is no approved version: this would be the first on the card.
        }
      </p>
    }
    @for (band of bands(); track band.key) {
      <section class="card" [attr.aria-labelledby]="'band-' + band.key">
        <h2 [id]="'band-' + band.key">
          <span aria-hidden="true">{{ band.shape }} </span>{{ band.words }}
        </h2>
        @for (section of band.sections; track section.name) {
          <div class="section" [class.differs]="section.old !== null">
            <h3 class="u-m-0">
              {{ section.label }}
              @if (section.old !== null) {
                <span class="tag amber">Changed</span>
              }
            </h3>
            @if (section.old === null) {
              <p class="text u-m-0 u-pre">{{ section.text || 'Empty' }}</p>
            } @else {
              <div class="sides u-stack u-gap-2-6 u-py-2 u-px-3 u-edge">
                <div>
                  <p class="meta u-m-0">On the card now</p>
                  <p class="text u-m-0 u-pre">{{ section.old || 'Empty' }}</p>
                </div>
                <div>
                  <p class="meta u-m-0">This draft</p>
                  <p class="text u-m-0 u-pre">{{ section.text || 'Empty' }}</p>
                </div>
              </div>
            }
          </div>
        }
      </section>
    }
  `,
  styles: `
    .card + .card {
      margin-block-start: 12px;
    }
    .section + .section {
      margin-block-start: 12px;
    }
    @media (min-width: 769px) {
      .sides {
        grid-template-columns: 1fr 1fr;
      }
    }
  `,
})
export class PlanChanges {
  readonly plan = input.required<EmergencyPlan>();

  protected readonly bands = computed(() =>
    SHAPES.map(({ key, shape }) => ({
      key,
      shape,
      words: PLAN_BANDS[key],
      sections: this.shown().filter(({ band }) => band === key),
    })),
  );
  protected readonly changed = computed(() => this.shown().filter(({ old }) => old !== null).length);
  private readonly shown = computed(() =>
    PLAN_FIELD_NAMES.map((name): Shown => {
      const { sections, replaces, state } = this.plan();
      const old = state === 'draft' && replaces !== null ? replaces.sections[name] : null;
      return {
        name,
        band: PLAN_FIELDS[name].band,
        label: PLAN_FIELDS[name].label,
        text: unitsKept(sections[name]),
        old: old === null || old === sections[name] ? null : unitsKept(old),
      };
    }),
  );
}

interface Shown {
  name: string;
  band: PlanBand;
  label: string;
  text: string;
  /** What the section says on the card now; null when it says the same, or nothing is on the card. */
  old: string | null;
}

const SHAPES = [
  { key: 'red', shape: '▲' },
  { key: 'amber', shape: '◆' },
  { key: 'green', shape: '●' },
] as const;
