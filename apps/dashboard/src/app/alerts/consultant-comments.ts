import { Component, input } from '@angular/core';
import type { ConsultantComment } from '@shared-care/contracts/my-patients/answers';
import { COMMENT_KINDS } from '@shared-care/domain/record-correction';
import { AtTime } from '@shared-care/ui/at-time/at-time';

/** What link consultants said about the alert, oldest first. It works nothing: the alert is still the unit's. */
@Component({
  selector: 'sc-consultant-comments',
  imports: [AtTime],
  template: `
    @for (said of comments(); track said.id) {
      <p class="u-mb-2 u-py-2 u-px-3 u-edge-blue u-ground">
        <strong>{{ kinds[said.kind] }}</strong>, {{ said.by }}, <sc-at-time [at]="said.at" [today]="today()" />
        @if (said.words) {
          <br />{{ said.words }}
        }
      </p>
    }
  `,
})
export class ConsultantComments {
  readonly comments = input.required<readonly ConsultantComment[]>();
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();
  protected readonly kinds = COMMENT_KINDS;
}
