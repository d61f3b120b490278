import { Component, computed, ElementRef, afterNextRender, input, output, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { LetterPreview as Preview } from '@shared-care/contracts/letters/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { longDateTime } from '@shared-care/domain/london-time';
import { LetterSheet, type SheetLetter } from '@shared-care/ui/letter-sheet/letter-sheet';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';

/** A letter as it would be printed now: what is missing is named, then it is issued or not. */
@Component({
  selector: 'sc-letter-preview',
  host: { class: 'u-stack u-gap-4' },
  imports: [LetterSheet, MatButtonModule, ProblemNote],
  template: `
    <div class="top card">
      <h2 #heading tabindex="-1">{{ sheet() === null ? 'This letter cannot be issued' : 'Before it is issued' }}</h2>
      @if (preview().stops.length > 0) {
        <ul class="u-bullets u-amber-ink u-strong">
          @for (words of preview().stops; track words) {
            <li>{{ words }}</li>
          }
        </ul>
      }
      @if (preview().model; as model) {
        <dl class="facts u-mb-4">
          <dt>Goes to</dt>
          <dd>{{ model.recipient }}</dd>
          <dt>Enclosed</dt>
          <dd>{{ model.enclosures?.join('; ') ?? 'Nothing' }}</dd>
          <dt>Replaces</dt>
          <dd>{{ replaces() }}</dd>
          <dt>Missing</dt>
          <dd>
            @for (words of preview().notes; track words) {
              <span class="note u-amber-ink u-strong u-block">{{ words }}</span>
            } @empty {
              Nothing
            }
          </dd>
        </dl>
      }
      @if (problem(); as problem) {
        <sc-problem-note lead="No letter was issued." [problem]="problem" />
      }
      <div class="row">
        @if (sheet() !== null && issues()) {
          <button type="button" matButton="filled" [disabled]="busy()" (click)="issue.emit()">Issue letter</button>
        }
        <button type="button" matButton="outlined" (click)="back.emit()">Go back</button>
      </div>
    </div>
    @if (sheet(); as letter) {
      <sc-letter-sheet [letter]="letter" />
    }
  `,
})
export class LetterPreview {
  readonly preview = input.required<Preview>();
  readonly busy = input(false);
  readonly problem = input<Problem | null>(null);
  /** False where many are issued at once and this one is looked at alone. */
  readonly issues = input(true);
  readonly issue = output();
  readonly back = output();

  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly sheet = computed((): SheetLetter | null => {
    const { model, printedBy, now } = this.preview();
    return model === null ? null : { model, printedBy, now, answer: null, qr: null, checkUrl: null };
  });
  protected readonly replaces = computed(() => {
    const { replaces } = this.preview();
    return replaces === null
      ? 'Nothing: it is the first of its kind for this reader'
      : `Version ${replaces.versionNumber}, issued ${longDateTime(new Date(replaces.issuedAt))}`;
  });

  constructor() {
    afterNextRender(() => this.heading().nativeElement.focus());
  }
}
