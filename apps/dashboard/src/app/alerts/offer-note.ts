import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertDetail, AlertStep } from '@shared-care/contracts/alerts/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { AlertSaid, nextStepOnScreen } from './alert-said';
import { AlertStore } from './alert-store';

/** An alert on its way from one person to another: who, why, and the answer of the one who is to take it. */
@Component({
  selector: 'sc-offer-note',
  imports: [AtTime, MatButton, ProblemNote],
  template: `
    @if (alert().offer; as offer) {
      <div class="offer u-mt-2 u-mb-2 u-py-2 u-px-3 u-edge-blue">
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
        <p class="typed u-pre">{{ offer.because }}</p>
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
              <button matButton="outlined" [disabled]="attempt.busy()">Decline</button>
              <button type="button" matButton="text" (click)="declining.set(false)">Cancel</button>
            </div>
          </form>
        } @else if (toMe()) {
          <div class="row">
            <button type="button" matButton="filled" [disabled]="attempt.busy()" (click)="accept()">
              Accept handover
            </button>
            <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="startDeclining()">
              Decline
            </button>
          </div>
        } @else if (mayTakeBack()) {
          <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="takeBack()">
            Take handover back
          </button>
        }
      </div>
    }
  `,
  styles: `
    .offer {
      background: var(--sc-selected);
    }
  `,
})
export class OfferNote {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
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
    return this.act('You own it now', () => this.store.answerOffer(this.alert(), { answer: 'accept' }));
  }

  protected startDeclining(): void {
    this.declining.set(true);
    setTimeout(() => document.getElementById('decline-reason')?.focus());
  }

  protected async decline(event: Event): Promise<void> {
    event.preventDefault();
    const reason = (document.getElementById('decline-reason') as HTMLInputElement).value;
    await this.act('Declined: its owner is told', () =>
      this.store.answerOffer(this.alert(), { answer: 'decline', reason }),
    );
    if (this.attempt.problem() === null) this.declining.set(false);
  }

  protected takeBack(): Promise<void> {
    return this.act('Handover taken back', () => this.store.takeBackOffer(this.alert()));
  }

  private async act(words: string, action: () => Promise<AlertStep>): Promise<void> {
    const done = await this.attempt.run(action);
    if (done === null) this.store.refreshDetail();
    else this.said.done(words, done);
    focusWhenLost(this.injector, nextStepOnScreen);
  }
}
