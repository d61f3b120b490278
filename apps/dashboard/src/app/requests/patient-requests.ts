import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { ServerClock } from '../core/server-clock';
import { RecordOnScreen } from '../patients/record-on-screen';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { RequestClock } from './request-clock';

/** Tab of the record: everything the unit was asked for this child. */
@Component({
  selector: 'sc-patient-requests',
  imports: [MatButton, AtTime, EmptyState, LoadState, RequestClock, RouterLink],
  template: `
    <section class="card" aria-labelledby="requests-title">
      <div class="title u-flex u-wrap u-between u-gap-2">
        <h2 id="requests-title">Requests</h2>
        @if (mayOpen()) {
          <a matButton="outlined" class="no-print" routerLink="/requests/new" [queryParams]="{ patient: record.id() }"
            >New request</a
          >
        }
      </div>
      <sc-load-state [of]="fetched" />
      @if (requests(); as all) {
        @if (all.length === 0) {
          <sc-empty-state words="Nothing has been asked for this child yet." />
        } @else {
          <table role="table">
            <caption class="visually-hidden">
              Requests, newest first
            </caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">Request</th>
                <th role="columnheader" scope="col">State</th>
                <th role="columnheader" scope="col">Do by</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              @for (request of all; track request.id) {
                <tr role="row">
                  <td role="cell">
                    <a [routerLink]="['/requests', request.id]"
                      >{{ types[request.type] }}<span class="visually-hidden"> {{ request.reference }}</span></a
                    >
                    <span class="meta u-block"
                      >{{ request.reference }}, received <sc-at-time [at]="request.receivedAt" [today]="record.today()"
                    /></span>
                  </td>
                  <td role="cell">{{ states[request.state] }}</td>
                  <td role="cell"><sc-request-clock [request]="request" /></td>
                </tr>
              }
            </tbody>
          </table>
        }
      }
    </section>
  `,
  styles: `
    @media (max-width: 640px) {
      thead {
        /* Each row says by its words what it is. */
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      table,
      tbody,
      tr,
      td {
        display: block;
      }
      tr {
        padding-block: 0.5rem;
        border-block-start: 1px solid var(--sc-border);
      }
      td {
        padding: 0.125rem 0;
        border: 0;
      }
    }
  `,
})
export class PatientRequests {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.clock.heard(this.api.call('GET patients/:id/requests', { params: { id } })),
    (live, id) => live.changedFor('requests', id),
  );
  protected readonly requests = computed(() => this.fetched.value()?.requests ?? null);
  protected readonly mayOpen = computed(
    () => this.session.may('request', 'open') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly types = REQUEST_TYPES;
  protected readonly states = REQUEST_STATES;
}
