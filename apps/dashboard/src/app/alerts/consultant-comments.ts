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
      <p>
        <strong>{{ kinds[said.kind] }}</strong>, {{ said.by }}, <sc-at-time [at]="said.at" [today]="today()" />
        @if (said.words) {
          <br />{{ said.words }}
        }
      </p>
    }
  `,
  styles: `
    p {
      margin: 0 0 8px;
      padding: 8px 12px;
      border-inline-start: 4px solid var(--sc-primary);
      background: var(--sc-hover);
      overflow-wrap: anywhere;
    }
  `,
})
export class ConsultantComments {
  readonly comments = input.required<readonly ConsultantComment[]>();
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();
  protected readonly kinds = COMMENT_KINDS;
}
