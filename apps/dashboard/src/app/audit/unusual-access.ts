import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UNUSUAL_DAYS, UNUSUAL_KINDS } from '@shared-care/contracts/audit';
import { ROLES } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Fetched } from '../shell/fetched';
import { AuditStore } from './audit-store';

/** What somebody should ask about. A line here is a question, not a finding. */
@Component({
  selector: 'sc-unusual-access',
  imports: [AtTime, EmptyState, ProblemNote, RouterLink],
  template: `
    <h1 tabindex="-1">Unusual access</h1>
    <p class="meta">The last {{ days }} days. A line is a question to ask, not a finding.</p>
    @if (fetched.problem(); as trouble) {
      <sc-problem-note
        [problem]="trouble"
        lead="The list could not be loaded"
        [canRetry]="true"
        (retry)="fetched.retry()"
      />
    }
    @if (fetched.value(); as found) {
      @if (found.length === 0) {
        <sc-empty-state words="Nothing unusual was recorded." />
      } @else {
        <div class="scroll" role="region" aria-label="Unusual access" tabindex="0">
          <table>
            <thead>
              <tr>
                <th scope="col">Last</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Times</th>
              </tr>
            </thead>
            <tbody>
              @for (one of found; track $index) {
                <tr>
                  <td><sc-at-time [at]="one.at" /></td>
                  <td>
                    {{ one.by }}<br /><span class="meta">{{ roles[one.role] }}</span>
                  </td>
                  <td>
                    {{ kinds[one.kind] }}
                    @if (one.patient; as patient) {
                      <br /><a [routerLink]="['/audit/patients', patient.id]">{{ patient.name }}</a>
                    }
                  </td>
                  <td>{{ one.times }}</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      }
    } @else if (fetched.problem() === null) {
      <div aria-busy="true">
        <p class="visually-hidden" role="status">Loading</p>
        <div class="skeleton"></div>
      </div>
    }
  `,
  styleUrl: './audit.scss',
})
export class UnusualAccessPage {
  private readonly store = inject(AuditStore);
  protected readonly fetched = new Fetched(() => this.store.unusual());
  protected readonly days = UNUSUAL_DAYS;
  protected readonly kinds = UNUSUAL_KINDS;
  protected readonly roles = ROLES;

  constructor() {
    void this.fetched.refresh();
  }
}
