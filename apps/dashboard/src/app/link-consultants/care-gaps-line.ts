import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';

/** On Today, only when there is something: children without a local consultant (H15). */
@Component({
  selector: 'sc-care-gaps-line',
  imports: [RouterLink],
  template: `
    @if (fetched.value(); as shown) {
      @if (shown.gaps.noLink + shown.gaps.noLinkConsultant > 0) {
        <p>
          <a routerLink="/link-consultants/gaps"
            >{{ shown.gaps.noLink + shown.gaps.noLinkConsultant }}
            {{ shown.gaps.noLink + shown.gaps.noLinkConsultant === 1 ? 'child' : 'children' }} without link or link
            consultant</a
          >
        </p>
      }
      @if (shown.gaps.noGiver > 0) {
        <p>
          <a routerLink="/link-consultants/gaps"
            >{{ shown.gaps.noGiver }} {{ shown.gaps.noGiver === 1 ? 'child' : 'children' }} with no giver before the
            next dose day</a
          >
        </p>
      }
      @if (shown.gaps.toMove > 0) {
        <p>
          <a routerLink="/link-consultants/gaps"
            >{{ shown.gaps.toMove }} {{ shown.gaps.toMove === 1 ? 'child' : 'children' }} to move from a hospital that
            closes</a
          >
        </p>
      }
    }
  `,
})
export class CareGapsLine {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET link-consultants'),
    (live) => live.changed('patients'),
  );
}
