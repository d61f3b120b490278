import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { TIERS } from '@shared-care/domain/alert-tier';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { AlertSaid, nextStepOnScreen } from './alert-said';
import { AlertStore } from './alert-store';

const ANSWERED = { agree: 'Agreed', refuse: 'Not agreed: nothing changed', take_back: 'Taken back' } as const;

/** Something to be taken back that waits for somebody to agree: what, who asked, why, and the two answers. */
@Component({
  selector: 'sc-correction-note',
  imports: [AtTime, IdentityLine, MatButton, ProblemNote],
  template: `
    @if (alert().correction; as asked) {
      <section class="asked u-amber-ground u-amber-ink" aria-labelledby="correction-title">
        <h2 class="u-mb-1" id="correction-title" tabindex="-1">{{ title() }}</h2>
        <p>
          {{ mine() ? 'You asked for this' : asked.askedBy.displayName + ' asks for this' }},
          <sc-at-time [at]="asked.askedAt" [today]="today()" />:
          <span class="typed u-pre u-break">{{ asked.reason }}</span>
        </p>
        @if (asked.toPatient; as child) {
          <p class="meta u-inherit">It would move to:</p>
          <sc-identity-line class="u-block u-mb-2 u-py-2 u-px-3 u-on-card u-ink" [patient]="child" [on]="today()" />
        }
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Nothing was changed." [problem]="problem" />
        }
        @if (refusing()) {
          <form novalidate (submit)="refuse($event)">
            <div class="field">
              <label class="u-inherit" for="refuse-reason">Why you do not agree</label>
              <input id="refuse-reason" type="text" autocomplete="off" />
            </div>
            <div class="row">
              <button matButton="outlined" [disabled]="attempt.busy()">Do not agree</button>
              <button type="button" matButton="text" (click)="refusing.set(false)">Cancel</button>
            </div>
          </form>
        } @else if (asked.mayAgree) {
          <p>{{ effectOfAgreeing() }}</p>
          <div class="row">
            <button type="button" matButton="filled" [disabled]="attempt.busy()" (click)="answer('agree')">
              Agree
            </button>
            <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="startRefusing()">
              Do not agree
            </button>
          </div>
        } @else if (mine()) {
          <p>{{ waitsFor() }} Until then nothing changes.</p>
          <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="answer('take_back')">
            Take this back
          </button>
        } @else {
          <p>{{ waitsFor() }}</p>
        }
      </section>
    }
  `,
  styles: `
    .asked {
      padding: 12px 16px 16px;
      border-inline-start: 4px solid var(--sc-amber-text);
    }
  `,
})
export class CorrectionNote {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly alert = input.required<AlertDetail>();

  protected readonly attempt = new Attempt();
  protected readonly refusing = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly mine = computed(() => this.alert().correction?.askedBy.id === this.session.user()?.id);
  protected readonly title = computed(() => {
    const asked = this.alert().correction;
    switch (asked?.kind) {
      case 'lower_tier':
        return `Lower this tier to ${TIERS[asked.toTier!]}?`;
      case 'cancel':
        return 'Cancel this attendance?';
      case 'entered_in_error':
        return 'Mark this attendance as entered in error?';
      case 'wrong_patient':
        return 'Move this attendance to another child?';
      default:
        return '';
    }
  });
  protected readonly effectOfAgreeing = computed(() => {
    switch (this.alert().correction?.kind) {
      case 'lower_tier':
        return 'The alert then has the clock and the checklist of the lower tier.';
      case 'wrong_patient':
        return 'Both records keep a line of it.';
      default:
        return 'It stays in the history, struck through, and its alert is withdrawn.';
    }
  });
  protected readonly waitsFor = computed(() =>
    this.alert().correction?.needs === 'owner'
      ? `Waiting for ${this.alert().owner?.displayName ?? 'a second person'}, who owns the alert.`
      : 'Waiting for a second nurse or a doctor of the unit.',
  );

  protected startRefusing(): void {
    this.refusing.set(true);
    setTimeout(() => document.getElementById('refuse-reason')?.focus());
  }

  protected async refuse(event: Event): Promise<void> {
    event.preventDefault();
    await this.answer('refuse', (document.getElementById('refuse-reason') as HTMLInputElement).value);
    if (this.attempt.problem() === null) this.refusing.set(false);
  }

  protected async answer(answer: 'agree' | 'refuse' | 'take_back', reason = ''): Promise<void> {
    const { correction } = this.alert();
    const done = await this.attempt.run(() => this.store.answerCorrection(correction!.id, { answer, reason }));
    if (done === null) this.store.refreshDetail();
    else this.said.done(ANSWERED[answer], done);
    focusWhenLost(this.injector, nextStepOnScreen);
  }
}
