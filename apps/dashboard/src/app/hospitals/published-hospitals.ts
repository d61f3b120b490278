import { Component, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PublishedHospitals } from '@shared-care/contracts/hospitals/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { toProblem } from '../core/problem';

const DEBOUNCE_MS = 250;

/** Hospitals of the published lists that are not in our network: found by the words of the directory. */
@Component({
  selector: 'sc-published-hospitals',
  imports: [OnDate, ProblemNote, RouterLink],
  template: `
    @if (words().trim().length >= 2) {
      <section aria-labelledby="published-title">
        <h2 class="u-mt-6 u-mb-1" id="published-title">Not in our network</h2>
        <p class="meta u-m-0">
          A hospital that was logged in words is linked to a listed one in its alert, under Correct the facts. A nurse
          or doctor of the unit does that: admins see no alerts.
        </p>
        @if (problem(); as problem) {
          <sc-problem-note lead="The published lists could not be searched" [problem]="problem" />
        }
        @if (found(); as found) {
          <p class="said u-m-0 u-mb-2" role="status">
            @if (found.total === 0) {
              No other hospital of the published lists matches “{{ words() }}”.
            } @else if (found.total > found.hospitals.length) {
              {{ found.total }} hospitals match; the first {{ found.hospitals.length }} by name are listed. Type more of
              the name.
            } @else {
              {{ found.total === 1 ? '1 hospital matches.' : found.total + ' hospitals match.' }}
            }
          </p>
          @if (found.hospitals.length > 0) {
            <ul class="rows card u-p-0">
              @for (hospital of found.hospitals; track hospital.id) {
                <li class="u-py-2 u-px-4">
                  <a class="u-strong" [routerLink]="['/hospitals', hospital.id]">{{ hospital.name }}</a>
                  <p class="meta">
                    {{ hospital.town ?? 'Town not recorded' }} · ODS {{ hospital.odsCode
                    }}{{ hospital.trustName ? ' · ' + hospital.trustName : '' }}
                    @if (hospital.closedOn; as day) {
                      · closed <sc-on-date [date]="day" />
                    }
                  </p>
                </li>
              }
            </ul>
          }
        }
      </section>
    }
  `,
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class PublishedHospitalList {
  readonly words = input.required<string>();

  private readonly api = inject(Api);
  protected readonly found = signal<PublishedHospitals | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  private asked = 0;

  constructor() {
    effect((onCleanup) => {
      const words = this.words().trim();
      const asked = ++this.asked;
      if (words.length < 2) return this.found.set(null);
      const timer = setTimeout(() => void this.search(words, asked), DEBOUNCE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  private async search(words: string, asked: number): Promise<void> {
    try {
      const found = await this.api.call('GET hospitals/published', { query: { search: words } });
      if (asked !== this.asked) return;
      this.found.set(found);
      this.problem.set(null);
    } catch (error) {
      if (asked === this.asked) this.problem.set(toProblem(error));
    }
  }
}
