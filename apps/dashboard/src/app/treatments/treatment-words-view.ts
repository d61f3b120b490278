import { Component, input } from '@angular/core';
import type { TreatmentVersionView } from '@shared-care/contracts/treatments/answers';
import { TREATMENT_CLASSES } from '@shared-care/domain/treatments';

/** One version, to read. */
@Component({
  selector: 'sc-treatment-words-view',
  template: `
    <dl class="facts">
      <dt>Name</dt>
      <dd>{{ version().name }}</dd>
      <dt>Kind</dt>
      <dd>{{ classes[version().class] }}</dd>
      <dt>Words</dt>
      <dd class="words u-strong">{{ version().emergencyWords || 'Not recorded' }}</dd>
      <dt>Laboratory tests</dt>
      <dd>{{ version().tests || 'None named' }}</dd>
      <dt>Care beside it</dt>
      <dd>{{ version().careBeside || 'None named' }}</dd>
      <dt>Marked beside</dt>
      <dd>
        @for (kind of version().careWith; track kind; let last = $last) {
          {{ classes[kind] }}{{ last ? '' : ';' }}
        } @empty {
          None named
        }
      </dd>
      <dt>A bleed on it</dt>
      <dd>{{ version().redWhenBleeding ? 'Red' : 'Not red by itself' }}</dd>
      <dt>After stopping</dt>
      <dd>
        {{
          version().monthsAfter === 0
            ? 'Does not count'
            : 'Counts for ' + version().monthsAfter + (version().monthsAfter === 1 ? ' month' : ' months')
        }}
      </dd>
    </dl>
  `,
  styles: `
    .words {
      max-inline-size: 70ch;
    }
  `,
})
export class TreatmentWordsView {
  readonly version = input.required<TreatmentVersionView>();
  protected readonly classes = TREATMENT_CLASSES;
}
