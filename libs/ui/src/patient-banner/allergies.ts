import { Component, computed, input } from '@angular/core';
import type { AllergyState } from '@shared-care/domain/patient-facts';

/**
 * H5 (missed allergy): four states, four shapes, four wordings, so that "could not be loaded" and "not recorded" can
 * never be taken for "none".
 */
@Component({
  selector: 'sc-allergies',
  host: { class: 'u-inline-flex u-gap-1 u-top u-strong u-break' },
  template: `
    <svg class="u-fixed" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      @switch (state()) {
        @case ('known') {
          <path d="M12 2 1 21h22Z" fill="currentColor" />
          <path class="cut" d="M12 9v6m0 2v2" />
        }
        @case ('none_known') {
          <circle class="line" cx="12" cy="12" r="9" />
          <path class="line" d="m8 12 3 3 5-6" />
        }
        @case ('not_recorded') {
          <circle class="line dashed" cx="12" cy="12" r="9" />
        }
        @default {
          <circle class="line" cx="12" cy="12" r="9" />
          <path class="line" d="m6 6 12 12" />
        }
      }
    </svg>
    <span>{{ words() }}</span>
  `,
  styles: `
    svg {
      margin-top: 2px;
    }
    .line,
    .cut {
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
    }
    .dashed {
      stroke-dasharray: 3 3;
    }
    .cut {
      stroke: var(--sc-card);
    }
  `,
})
export class Allergies {
  readonly state = input.required<AllergyState | 'could_not_load'>();
  readonly allergies = input<string | null>(null);
  protected readonly words = computed(() => {
    switch (this.state()) {
      case 'known':
        return `Known allergies: ${this.allergies() ?? 'see the notes'}`;
      case 'none_known':
        return 'No known allergies';
      case 'not_recorded':
        return 'Allergies not recorded. Ask.';
      case 'could_not_load':
        return 'Allergies could not be loaded. Ask.';
    }
  });
}
