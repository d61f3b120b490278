import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { AlertStore } from './alert-store';

/** An alert on its way from one person to another: who, why, and the answer of the one who is to take it. */
@Component({
  selector: 'sc-offer-note',
  imports: [AtTime, ProblemNote],
  template: `
    @if (alert().offer; as offer) {
      <div class="offer">
        <p>
          <strong>
            @if (toMe()) {
              {{ alert().owner?.displayName }} hands this over to you,
            } @else {
              Handed over to {{ offer.to.displayName }}, not accepted yet,
            }
            <sc-at-time [at]="offer.at" [today]="today()" />
          </strong>
        </p>
        <p class="typed">{{ offer.because }}</p>
        @if (attempt.problem(); as problem) {
          <sc-problem-note [problem]="problem" />
        }
        @if (declining()) {
          <form novalidate (submit)="decline($event)">
            <div class="field">
              <label for="decline-reason">Why you decline</label>
              <input id="decline-reason" #reason type="text" autocomplete="off" />
            </div>
            <div class="row">
              <button class="button" [disabled]="attempt.busy()">Decline</button>
              <button type="button" class="button plain" (click)="declining.set(false)">Cancel</button>
            </div>
          </form>
        } @else if (toMe()) {
          <div class="row">
            <button type="button" class="button main" [disabled]="attempt.busy()" (click)="accept()">
              Accept handover
            </button>
            <button type="button" class="button" [disabled]="attempt.busy()" (click)="startDeclining()">Decline</button>
          </div>
        } @else if (mayTakeBack()) {
          <button type="button" class="button" [disabled]="attempt.busy()" (click)="takeBack()">
            Take handover back
          </button>
        }
      </div>
    }
  `,
  styles: `
    .offer {
      margin-block: 8px;
      padding: 8px 12px;
      border-inline-start: 4px solid var(--sc-primary);
      background: var(--sc-selected);
    }
    .typed {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class OfferNote {
  private readonly store = inject(AlertStore);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly alert = input.required<AlertDetail>();

  protected readonly attempt = new Attempt();
  protected readonly declining = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly toMe = computed(() => this.alert().offer?.to.id === this.session.user()?.id);
  protected readonly mayTakeBack = computed(
    () => this.alert().owner?.id === this.session.user()?.id || this.session.user()?.role === 'phu_doctor',
  );

  protected accept(): Promise<void> {
    return this.act(() => this.store.answerOffer(this.alert(), { answer: 'accept' }));
  }

  protected startDeclining(): void {
    this.declining.set(true);
    setTimeout(() => document.getElementById('decline-reason')?.focus());
  }

  protected async decline(event: Event): Promise<void> {
    event.preventDefault();
    const reason = (document.getElementById('decline-reason') as HTMLInputElement).value;
    await this.act(() => this.store.answerOffer(this.alert(), { answer: 'decline', reason }));
    if (this.attempt.problem() === null) this.declining.set(false);
  }

  protected takeBack(): Promise<void> {
    return this.act(() => this.store.takeBackOffer(this.alert()));
  }

  private async act(action: () => Promise<unknown>): Promise<void> {
    if ((await this.attempt.run(action)) === null) this.store.refreshDetail();
    focusWhenLost(this.injector, () => document.getElementById('owner-title'));
  }
}
