import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Notice } from '@shared-care/contracts/notices/answers';
import { NOTICE_EFFECTS, NOTICE_KINDS } from '@shared-care/domain/notices';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { SessionStore } from '../core/session-store';
import { NoticeStore } from './notice-store';

/** One notice: what it is, what it has stopped, and what a person can do about it. */
@Component({
  selector: 'sc-notice-line',
  host: { class: 'u-stack u-gap-1' },
  imports: [MatButton, OnDate, ProblemNote],
  template: `
    @let it = notice();
    <p class="u-m-0">
      <strong>{{ kinds[it.kind] }}</strong>
      @if (it.kind === 'of_age') {
        since <sc-on-date [date]="it.on" />.
      } @else {
        on <sc-on-date [date]="it.on" />, written down by {{ it.raisedBy }}.
      }
      @if (it.detail) {
        {{ it.detail }}
      }
    </p>
    @if (it.ended; as ended) {
      <p class="meta u-m-0">
        No longer so: {{ ended.because }} <span class="u-keep">({{ ended.by }})</span>
      </p>
    } @else {
      <p class="meta u-m-0">
        {{ effects[it.kind] }}
        @if (it.stoppedRequests > 0) {
          {{ it.stoppedRequests }} running {{ it.stoppedRequests === 1 ? 'request was' : 'requests were' }} stopped.
        }
      </p>
      @if (it.dismissed; as dismissed) {
        <p class="meta u-m-0">
          Dealt with: {{ dismissed.because }} <span class="u-keep">({{ dismissed.by }})</span>
        </p>
      }
    }
    @if (attempt.problem(); as trouble) {
      <sc-problem-note lead="Not saved. What you typed is still here." [problem]="trouble" />
    }
    @if (mayWrite() && it.ended === null) {
      @if (doing(); as verb) {
        <form class="no-print" novalidate (submit)="save($event)">
          <div class="field u-mt-2 u-mb-2 u-w-form">
            <label [for]="'because-' + it.id">{{
              verb === 'dismiss' ? 'What was done about it' : 'Why it is not so, or no longer so'
            }}</label>
            <input name="because" [id]="'because-' + it.id" type="text" autocomplete="off" maxlength="300" />
          </div>
          @if (verb === 'end' && aboutNumber()) {
            <div class="field u-mt-2 u-mb-2 u-w-form">
              <label [for]="'number-' + it.id">The right NHS number, empty when it is not known</label>
              <input
                name="nhsNumber"
                [id]="'number-' + it.id"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="20"
              />
            </div>
          }
          <div class="row">
            <button matButton="outlined" [disabled]="attempt.busy()">Save</button>
            <button type="button" matButton="text" (click)="doing.set(null)">Cancel</button>
          </div>
        </form>
      } @else {
        <div class="row no-print">
          @if (it.dismissed) {
            <button type="button" matButton="text" [disabled]="attempt.busy()" (click)="showAgain()">
              Show it again<span class="visually-hidden">: {{ kinds[it.kind] }}</span>
            </button>
          } @else {
            <button type="button" matButton="outlined" (click)="doing.set('dismiss')">
              Dealt with<span class="visually-hidden">: {{ kinds[it.kind] }}</span>
            </button>
          }
          @if (it.mayEnd) {
            <button type="button" matButton="text" (click)="doing.set('end')">
              {{ aboutNumber() ? 'Enter the right number' : 'No longer so'
              }}<span class="visually-hidden">: {{ kinds[it.kind] }}</span>
            </button>
          } @else if (it.kind === 'restricted') {
            <span class="meta">Somebody other than {{ it.raisedBy }} can end it.</span>
          }
        </div>
      }
    }
  `,
})
export class NoticeLine {
  private readonly api = inject(Api);
  private readonly store = inject(NoticeStore);
  private readonly session = inject(SessionStore);

  readonly notice = input.required<Notice>();
  /** Saved: what is shown is out of date. */
  readonly saved = output();

  protected readonly doing = signal<'dismiss' | 'end' | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly mayWrite = computed(() => this.session.may('notice', 'write'));
  protected readonly aboutNumber = computed(() => this.notice().kind.startsWith('nhs_number'));
  protected readonly kinds = NOTICE_KINDS;
  protected readonly effects = NOTICE_EFFECTS;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const said = (name: string): string => (typed.get(name) as string | null) ?? '';
    const [because, nhsNumber] = [said('because'), said('nhsNumber')];
    const { id, version } = this.notice();
    await this.run(() =>
      this.doing() === 'end'
        ? this.store.after(
            this.api.call('POST notices/:id/end', { params: { id }, body: { version, because, nhsNumber } }),
          )
        : this.store.after(this.api.call('POST notices/:id/dismiss', { params: { id }, body: { version, because } })),
    );
  }

  protected async showAgain(): Promise<void> {
    const { id, version } = this.notice();
    await this.run(() =>
      this.store.after(this.api.call('POST notices/:id/show', { params: { id }, body: { version } })),
    );
  }

  private async run(act: () => Promise<void>): Promise<void> {
    await this.attempt.run(act);
    const problem = this.attempt.problem();
    if (problem !== null && problem.code !== 'conflict') return;
    if (problem === null) this.doing.set(null);
    this.saved.emit();
  }
}
