import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { HospitalPage, NetworkRole } from '@shared-care/contracts/hospitals/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';

const ROLE: Record<NetworkRole, string> = {
  hub: 'our own hospital',
  shared_care: 'in our network',
  other: 'not in our network',
};

/** How a hospital came into our network and leaves it, with what hangs on it. For admins; of children, numbers alone. */
@Component({
  selector: 'sc-hospital-network',
  imports: [AtTime, Field, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote],
  template: `
    <section class="card" aria-labelledby="network-title">
      <h2 id="network-title">Our network</h2>
      @if (fetched.value(); as network) {
        @if (hospital().networkRole === 'other') {
          <p>This hospital is not in our network.</p>
          <button matButton="outlined" type="button" [disabled]="attempt.busy()" (click)="bringIn()">
            Bring into our network
          </button>
        } @else {
          <dl class="facts">
            <dt>Children linked, now or later</dt>
            <dd>{{ network.hangs.children }}</dd>
            <dt>Open access, valid or on its way</dt>
            <dd>{{ network.hangs.arrangements }}</dd>
            <dt>Open alerts</dt>
            <dd>{{ network.hangs.openAlerts }}</dd>
            <dt>Link consultants</dt>
            <dd>{{ network.hangs.consultants }}</dd>
            <dt>Changes of numbers that wait</dt>
            <dd>{{ network.hangs.waitingChanges }}</dd>
          </dl>
          @if (hospital().networkRole === 'hub') {
            <p class="meta">This is our own hospital. Set-up says which one that is.</p>
          } @else if (network.hangs.children + network.hangs.arrangements + network.hangs.openAlerts > 0) {
            <p class="meta">
              It leaves the network once no child is linked to it, no arrangement sends a child here and no alert here
              is open. The unit's nurses move them: links in each record under Shared care, arrangements and alerts
              where they stand.
            </p>
          } @else if (leaving()) {
            <form class="u-mt-4" novalidate (submit)="takeOut($event)">
              <sc-field label="Why it leaves" hint="Kept in its history" [error]="error()">
                <mat-form-field
                  ><input
                    matInput
                    autocomplete="off"
                    [value]="reason()"
                    (input)="reason.set($any($event.target).value)"
                /></mat-form-field>
              </sc-field>
              <div class="row">
                <button matButton="outlined" type="submit" [disabled]="attempt.busy()">Take it out</button>
                <button matButton type="button" (click)="leaving.set(false)">Cancel</button>
              </div>
            </form>
          } @else {
            <button matButton type="button" (click)="leaving.set(true)">Take out of our network</button>
          }
        }
        @if (attempt.problem(); as problem) {
          @if (error() === null) {
            <sc-problem-note [problem]="problem" />
          }
        }
        @if (network.history.length > 0) {
          <details class="u-mt-3">
            <summary>History</summary>
            <ul class="u-bullets">
              @for (change of network.history; track change.id) {
                <li>
                  {{ words[change.becomes] }}, before {{ words[change.was] }}
                  <span class="meta u-block"
                    >{{ change.by ?? 'First start' }}, <sc-at-time [at]="change.at" [today]="today()" />{{
                      change.reason ? ': ' + change.reason : ''
                    }}</span
                  >
                </li>
              }
            </ul>
          </details>
        }
      } @else if (fetched.problem(); as problem) {
        <sc-problem-note [problem]="problem" [canRetry]="true" (retry)="fetched.retry()" />
      }
    </section>
  `,
})
export class HospitalNetworkCard {
  readonly hospital = input.required<HospitalPage>();
  readonly changed = output<{ page: HospitalPage; said: string }>();
  readonly stale = output();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly words = ROLE;
  protected readonly attempt = new Attempt();
  protected readonly leaving = signal(false);
  protected readonly reason = signal('');
  protected readonly error = computed(() => fieldProblem(this.attempt.problem(), 'reason'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  private readonly id = computed(() => this.hospital().id);
  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET hospitals/:id/network', { params: { id } }),
    () => {
      // Whenever the page was fetched again.
      this.hospital();
    },
  );

  protected bringIn(): Promise<void> {
    return this.set('shared_care', 'This hospital is in our network now.');
  }

  protected async takeOut(event: Event): Promise<void> {
    event.preventDefault();
    await this.set('other', 'This hospital is no longer in our network.');
  }

  private async set(networkRole: 'shared_care' | 'other', said: string): Promise<void> {
    const { id, version } = this.hospital();
    const page = await this.attempt.run(() =>
      this.api.call('POST hospitals/:id/network', {
        params: { id },
        body: { version, networkRole, reason: networkRole === 'other' ? this.reason() : '' },
      }),
    );
    if (page === null) {
      if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
      return;
    }
    this.leaving.set(false);
    this.reason.set('');
    this.changed.emit({ page, said });
  }
}
