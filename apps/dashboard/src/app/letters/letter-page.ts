import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { API } from '@shared-care/contracts/routes';
import { CODE_ANSWERS, LETTER_STATES } from '@shared-care/domain/letters';
import { LetterSheet } from '@shared-care/ui/letter-sheet/letter-sheet';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';

/** One letter as it was issued, what its code answers now, and its print. */
@Component({
  selector: 'sc-letter-page',
  imports: [MatButton, LetterSheet, LoadState, ProblemNote, RouterLink],
  template: `
    @if (letter(); as letter) {
      <div class="no-print">
        <p><a [routerLink]="['/patients', letter.patientId, 'letters']">Back to the record</a></p>
        <h1 tabindex="-1">{{ letter.model.title }}</h1>
        <p>
          Version {{ letter.versionNumber }}, {{ states[letter.state].toLowerCase() }}. Issued by {{ letter.issuedBy }}.
        </p>
        <p role="status" [class.warn]="letter.answer !== 'current'">Its code answers: {{ answers[letter.answer] }}</p>
        @if (letter.endedBecause; as because) {
          <p>{{ because }}</p>
        }
        <div class="row">
          <button type="button" matButton="filled" (click)="print()">Print</button>
          <a matButton="outlined" [href]="pdf()" target="_blank" rel="noopener">Open as PDF</a>
          @if (letter.state === 'current' && session.may('letter', 'issue') && !withdrawing()) {
            <button type="button" matButton="text" (click)="withdrawing.set(true)">Withdraw</button>
          }
        </div>
        @if (withdrawing()) {
          <form class="card u-block u-mt-4" novalidate (submit)="withdraw($event)">
            <div class="field">
              <label for="because">Why it must not be used</label>
              <input
                id="because"
                type="text"
                maxlength="500"
                [value]="because()"
                (input)="because.set($any($event.target).value)"
              />
            </div>
            @if (attempt.problem(); as problem) {
              <sc-problem-note lead="Nothing was changed." [problem]="problem" />
            }
            <div class="row">
              <button matButton="outlined" class="danger" [disabled]="attempt.busy() || because().trim() === ''">
                Withdraw letter
              </button>
              <button type="button" matButton="text" (click)="withdrawing.set(false)">Cancel</button>
            </div>
          </form>
        }
      </div>
      <sc-letter-sheet class="u-block u-mt-4" [letter]="letter" />
    } @else {
      <h1 tabindex="-1">Letter</h1>
      <sc-load-state [of]="fetched" />
    }
  `,
  styles: `
    .warn {
      padding: 8px 12px;
      border-radius: 4px;
      background: var(--sc-amber-bg);
      color: var(--sc-amber-text);
      font-weight: 600;
    }
    @media print {
      sc-letter-sheet {
        margin: 0;
      }
    }
  `,
})
export class LetterPage {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  /** From the route. */
  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(this.id, (id) => this.api.call('GET letters/:id', { params: { id } }));
  protected readonly letter = this.fetched.value;
  protected readonly pdf = computed(() => `${API}/letters/${this.id()}/pdf`);
  protected readonly states = LETTER_STATES;
  protected readonly answers = CODE_ANSWERS;
  protected readonly attempt = new Attempt();
  protected readonly withdrawing = signal(false);
  protected readonly because = signal('');

  protected async withdraw(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version } = this.letter()!;
    const gone = await this.attempt.run(() =>
      this.api.call('POST letters/:id/withdraw', { params: { id }, body: { version, because: this.because() } }),
    );
    if (gone === null) return;
    this.fetched.take(gone);
    this.withdrawing.set(false);
  }

  protected print(): void {
    window.print();
  }
}
