import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CheckedCode } from '@shared-care/contracts/letters/answers';
import { CODE_ANSWERS } from '@shared-care/domain/letters';
import { longDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { UnitNumber } from '../core/unit-number';

/** For the holder of the paper, without signing in: is this still the current version? It shows no name. */
@Component({
  selector: 'sc-check-page',
  imports: [MatButton, ProblemNote, UnitNumber],
  template: `
    <main class="u-w-form u-m-0 u-mid" id="main">
      <h1 tabindex="-1">Is this paper still current?</h1>
      <form novalidate (submit)="ask($event)">
        <div class="field">
          <label for="code">Code on the letter or card</label>
          <span class="meta" id="code-hint">Three groups of letters and numbers, for example K7H-4MX-RTCC.</span>
          <input
            class="u-w-xxs"
            id="code"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="40"
            aria-describedby="code-hint"
            [value]="typed()"
            (input)="typed.set($any($event.target).value)"
          />
        </div>
        <button matButton="filled" [disabled]="attempt.busy() || typed().trim() === ''">Check</button>
      </form>
      <div role="status" aria-live="polite">
        @if (found(); as found) {
          <section class="answer" [class]="look()" aria-label="Answer">
            <p class="words u-m-0 u-mb-1">
              <span aria-hidden="true">{{ shape() }} </span>{{ answers[found.answer] }}
            </p>
            @if (found.versionNumber !== null) {
              <p class="u-m-0 u-mb-1">
                Version {{ found.versionNumber }}, issued {{ longDate(found.issuedOn!) }}.
                @if (found.reviewBy; as by) {
                  Review by {{ longDate(by) }}.
                }
              </p>
            }
            <p class="u-m-0 u-mb-1"><sc-unit-number [lead]="'Ring ' + found.unitName + ' on'" /></p>
          </section>
        }
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="The code could not be checked." [problem]="problem" />
      }
      <p class="meta">This page says nothing about any child, and keeps no code.</p>
    </main>
  `,
  styles: `
    main {
      padding: 32px 16px;
    }
    #code {
      font-size: 20px;
      text-transform: uppercase;
    }
    .answer {
      margin-block: 16px;
      padding: 16px;
      border: 2px solid currentColor;
      border-radius: 4px;
      background: var(--sc-quiet-bg);
      color: var(--sc-quiet-text);
      a {
        color: inherit;
        font-weight: 600;
        white-space: nowrap;
      }
    }
    .valid {
      background: var(--sc-valid-bg);
      color: var(--sc-valid-text);
    }
    .red {
      background: var(--sc-red-bg);
      color: var(--sc-red-text);
    }
    .amber {
      background: var(--sc-amber-bg);
      color: var(--sc-amber-text);
    }
    .words {
      font-size: 20px;
      line-height: 28px;
      font-weight: 600;
    }
  `,
})
export class CheckPage {
  private readonly api = inject(Api);

  /** From the route, when a code was scanned. */
  readonly code = input('');

  protected readonly typed = linkedSignal(() => this.code());
  protected readonly found = signal<CheckedCode | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly answers = CODE_ANSWERS;
  protected readonly longDate = longDate;
  protected readonly look = computed(() => LOOKS[this.found()?.answer ?? 'not_known'].tag);
  protected readonly shape = computed(() => LOOKS[this.found()?.answer ?? 'not_known'].shape);

  constructor() {
    effect(() => {
      if (this.code() !== '') untracked(() => void this.check());
    });
  }

  protected ask(event: Event): void {
    event.preventDefault();
    void this.check();
  }

  private async check(): Promise<void> {
    this.found.set(null);
    this.found.set(
      await this.attempt.run(() => this.api.call('GET letters/check/:code', { params: { code: this.typed() } })),
    );
  }
}

const LOOKS: Record<CheckedCode['answer'], { tag: string; shape: string }> = {
  current: { tag: 'valid', shape: '✓' },
  past_review: { tag: 'amber', shape: '◆' },
  superseded: { tag: 'red', shape: '✕' },
  number_changed: { tag: 'red', shape: '✕' },
  withdrawn: { tag: 'red', shape: '✕' },
  not_known: { tag: 'quiet', shape: '?' },
};
