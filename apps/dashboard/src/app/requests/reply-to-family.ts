import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSelectModule } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import type { RequestReply } from '@shared-care/contracts/requests/answers';
import { londonDate } from '@shared-care/domain/london-time';
import {
  additionFaults,
  fillReply,
  REPLY_STATES,
  REPLY_WAYS,
  wantsDay,
  type ReplyWay,
} from '@shared-care/domain/replies';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';

/** What the family of a request was told, and the next reply: approved words, shown as they will be said. */
@Component({
  selector: 'sc-reply-to-family',
  host: { class: 'u-block' },
  imports: [
    AtTime,
    DayBox,
    Field,
    LoadState,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatRadioModule,
    MatSelectModule,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './reply-to-family.html',
  styleUrl: './reply-to-family.scss',
})
export class ReplyToFamily {
  readonly requestId = input.required<string>();
  /** As the page shows the request. */
  readonly version = input.required<number>();
  readonly today = input.required<string>();
  readonly replied = output();

  private readonly api = inject(Api);
  private readonly snack = inject(UndoSnack);
  protected readonly session = inject(SessionStore);
  protected readonly attempt = new Attempt();
  protected readonly list = fetchedFor(
    this.requestId,
    (id) => this.api.call('GET requests/:id/replies', { params: { id } }),
    (live) => live.changed('requests'),
  );
  protected readonly ways = REPLY_WAYS;
  protected readonly open = signal(false);
  protected readonly textId = signal<string | null>(null);
  protected readonly way = signal<ReplyWay>('telephone');
  protected readonly day = signal('');
  protected readonly addition = signal('');
  protected readonly text = computed(() => this.list.value()?.texts.find(({ id }) => id === this.textId()) ?? null);
  protected readonly asksDay = computed(() => wantsDay(this.text()?.body ?? ''));
  /** Word for word as the family will hear or read it. */
  protected readonly words = computed(() => {
    const [text, facts] = [this.text(), this.list.value()?.facts];
    return text && facts ? fillReply(text.body, this.way(), { ...facts, day: this.day() || null }) : null;
  });
  protected readonly faults = computed(() => additionFaults(this.addition(), []));
  protected readonly additionError = computed(
    () => this.faults()[0] ?? fieldProblem(this.attempt.problem(), 'addition'),
  );
  protected readonly dayError = computed(() => fieldProblem(this.attempt.problem(), 'day'));
  private key = crypto.randomUUID();

  protected stateOf({ state, because }: RequestReply): string {
    return because === null ? REPLY_STATES[state] : `${REPLY_STATES[state]}: ${because}`;
  }

  protected newestDay(at: string): string {
    return londonDate(new Date(at));
  }

  protected close(): void {
    this.open.set(false);
    this.attempt.forget();
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const textId = this.textId();
    if (textId === null || this.faults().length > 0) return;
    const [way, id] = [this.way(), this.requestId()];
    const now = await this.attempt.run(() =>
      this.api.call('POST requests/:id/replies', {
        params: { id },
        body: {
          version: this.version(),
          textId,
          way,
          day: this.asksDay() ? this.day() || null : null,
          addition: this.addition().trim() || null,
        },
        key: this.key,
      }),
    );
    if (now === null) {
      // Newer words or a newer request are shown; what was typed stays.
      if (this.attempt.problem()?.code === 'conflict') {
        this.replied.emit();
        void this.list.refresh();
      }
      return;
    }
    this.key = crypto.randomUUID();
    this.list.take(now);
    this.addition.set('');
    this.textId.set(null);
    this.open.set(false);
    this.replied.emit();
    this.snack.say(way === 'email' ? 'The reply is on its way by email' : 'Recorded as told by telephone');
  }
}
