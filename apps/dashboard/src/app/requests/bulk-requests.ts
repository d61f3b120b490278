import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { RequestInList, SteppedRequests } from '@shared-care/contracts/requests/answers';
import { REQUEST_STATES, STEP_NEEDS, STEP_WORDS, type RequestState } from '@shared-care/domain/request-states';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { counted } from '@shared-care/ui/data-list/list-state';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { StepForm } from './step-form';
import { WaitForm, type Wait } from './wait-form';

/** What was done to several, in words, with what it takes to undo it. */
export interface DoneToSeveral {
  words: string;
  done: SteppedRequests['done'];
  refused: SteppedRequests['refused'];
}

type Asking = { what: 'take' } | { what: 'wait' } | { what: 'step'; to: RequestState };
const NOUN = { one: 'request', many: 'requests' };

/** One step for all that are ticked: what it is, asked once with their number. Each is done or refused by itself. */
@Component({
  selector: 'sc-bulk-requests',
  imports: [MatButtonModule, ProblemNote, StepForm, WaitForm],
  host: { class: 'u-flex u-wrap u-center u-gap-2 u-normal', role: 'group', 'aria-label': 'All that are ticked' },
  template: `
    @if (asking(); as asked) {
      @if (asked.what === 'wait') {
        <sc-wait-form
          [action]="'Put aside ' + many()"
          [put]="putAside"
          (saved)="say('Put aside', $event)"
          (closed)="stop()"
        />
      } @else if (asked.what === 'step' && needs(asked.to)) {
        <sc-step-form
          boxId="bulk-note"
          [to]="asked.to"
          [many]="many()"
          [busy]="attempt.busy()"
          (saved)="step(asked.to, $event)"
          (closed)="stop()"
        />
      } @else {
        <p class="u-m-0 u-strong" role="status">{{ question() }}</p>
        <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="sayYes()">
          {{ words() }} {{ many() }}
        </button>
        <button type="button" matButton="text" (click)="stop()">Cancel</button>
      }
    } @else {
      @for (to of commonSteps(); track to) {
        <button type="button" matButton="outlined" (click)="asking.set({ what: 'step', to })">
          {{ stepWords[to] }}
        </button>
      } @empty {
        <span>These requests have no step in common.</span>
      }
      <button type="button" matButton="outlined" (click)="asking.set({ what: 'take' })">Take</button>
      <button type="button" matButton="outlined" (click)="asking.set({ what: 'wait' })">Put aside</button>
    }
    @if (attempt.problem(); as trouble) {
      <sc-problem-note lead="Nothing was changed." [problem]="trouble" />
    }
  `,
  styles: `
    sc-step-form,
    sc-wait-form {
      flex: 1 1 20rem;
    }
  `,
})
export class BulkRequests {
  private readonly api = inject(Api);

  readonly chosen = input.required<readonly RequestInList[]>();
  readonly done = output<DoneToSeveral>();

  protected readonly asking = signal<Asking | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly stepWords = STEP_WORDS;
  protected readonly many = computed(() => counted(this.chosen().length, NOUN));
  /** Steps open to every row that is ticked. */
  protected readonly commonSteps = computed(() => {
    const [first, ...others] = this.chosen();
    return (first?.next ?? []).filter((step) => others.every(({ next }) => next.includes(step)));
  });
  protected readonly words = computed(() => {
    const asked = this.asking();
    return asked?.what === 'step' ? STEP_WORDS[asked.to] : 'Take';
  });
  protected readonly question = computed(() => {
    const asked = this.asking();
    if (asked?.what === 'step') return `${this.many()} become “${REQUEST_STATES[asked.to]}”.`;
    const theirs = this.chosen().filter(({ owner }) => owner !== null).length;
    return `You take ${this.many()}.${theirs === 0 ? '' : ` Already taken and left: ${theirs}.`}`;
  });

  protected readonly putAside = (wait: Wait): Promise<SteppedRequests> =>
    this.api.call('POST requests/wait', { body: { requests: this.seen(), ...wait } });

  protected needs(to: RequestState): boolean {
    return STEP_NEEDS[to] !== undefined;
  }

  protected stop(): void {
    this.asking.set(null);
    this.attempt.forget();
  }

  protected sayYes(): Promise<void> {
    const asked = this.asking();
    return asked?.what === 'step' ? this.step(asked.to, null) : this.take();
  }

  protected take(): Promise<void> {
    return this.act('Taken', (requests) => this.api.call('POST requests/take', { body: { requests } }));
  }

  protected step(to: RequestState, note: string | null): Promise<void> {
    return this.act(REQUEST_STATES[to], (requests) =>
      this.api.call('POST requests/step', { body: { requests, to, note } }),
    );
  }

  private async act(
    words: string,
    ask: (requests: { id: string; version: number }[]) => Promise<SteppedRequests>,
  ): Promise<void> {
    const answer = await this.attempt.run(() => ask(this.seen()));
    if (answer !== null) this.say(words, answer);
  }

  protected say(words: string, answer: SteppedRequests): void {
    const { done, refused } = answer;
    this.stop();
    this.done.emit({ words: `${done.length} of ${done.length + refused.length}: ${words}.`, ...answer });
  }

  private seen(): { id: string; version: number }[] {
    return this.chosen().map(({ id, version }) => ({ id, version }));
  }
}
