import { Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BoardLine, BoardRow } from '@shared-care/contracts/open-access/answers';
import { BOARD_REASONS, type BoardReason } from '@shared-care/contracts/open-access/shapes';
import { LETTER_KINDS } from '@shared-care/domain/letters';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { forcedWords } from './arrangement-words';

/** How a reason looks: shape and colour beside its word. */
const LOOKS: Readonly<Record<BoardReason, { tag: string; shape: string }>> = {
  overdue: { tag: 'red', shape: '▲' },
  gaps: { tag: 'red', shape: '✕' },
  attendances: { tag: 'red', shape: '▲' },
  waiting: { tag: 'blue', shape: '●' },
  suspended: { tag: 'amber', shape: '◆' },
  renumbered: { tag: 'amber', shape: '◆' },
  drafts: { tag: 'quiet', shape: '✎' },
  notHeld: { tag: 'quiet', shape: '◷' },
  within_7: { tag: 'amber', shape: '◆' },
  within_30: { tag: 'quiet', shape: '◷' },
  within_60: { tag: 'quiet', shape: '◷' },
  month: { tag: 'quiet', shape: '◷' },
};

/** One reason why a child is on the board of open access, with the step that settles it. */
@Component({
  selector: 'sc-board-line',
  host: { class: 'u-bar' },
  imports: [AtTime, MatButtonModule, OnDate, ProblemNote, RouterLink],
  template: `
    @let it = line();
    <div class="what u-grow-wide u-min-0">
      <span class="tag" [class]="looks[it.reason].tag"
        ><span aria-hidden="true">{{ looks[it.reason].shape }} </span>{{ reasons[it.reason] }}</span
      >
      <p class="u-mt-1 u-mb-0">
        @switch (it.reason) {
          @case ('waiting') {
            {{ it.row.hospital.name }}, asked <sc-at-time [at]="it.row.sentAt" [today]="today()" />,
            {{ it.row.workingDays }} working {{ it.row.workingDays === 1 ? 'day' : 'days' }} ago
            @if (it.row.chase === 'chase') {
              <span class="tag amber"><span aria-hidden="true">◆ </span>Chase</span>
            } @else if (it.row.chase === 'consultant') {
              <span class="tag red"><span aria-hidden="true">▲ </span>Consultant to ring</span>
            }
            @if (it.row.lastChased; as chased) {
              <span class="meta"
                >Last chased <sc-at-time [at]="chased.at" [today]="today()" />: {{ chased.words }}</span
              >
            }
          }
          @case ('suspended') {
            {{ it.row.hospital.name }}: {{ it.row.reason }}. Look again on <sc-on-date [date]="it.row.reviewOn" />
            @if (it.row.overdue) {
              <strong>, which has passed</strong>
            }
          }
          @case ('notHeld') {
            {{ it.row.hospital.name }}: {{ it.row.ward ? '' : 'ward has not confirmed'
            }}{{ !it.row.ward && !it.row.family ? ', ' : '' }}{{ it.row.family ? '' : 'family has not confirmed' }}
          }
          @case ('renumbered') {
            {{ letterKinds[it.row.kind] }} to {{ it.row.recipientName }}, issued
            <sc-at-time [at]="it.row.issuedAt" [today]="today()" />.
            @if (it.row.was; as was) {
              Prints {{ was.join(', ') }}; now {{ (it.row.now ?? []).join(', ') }}.
            } @else {
              Its hospital has closed.
            }
          }
          @case ('attendances') {
            {{ it.row.hospital.name }}, <sc-at-time [at]="it.row.arrivedAt" [today]="today()" />:
            {{ validities[it.row.validity].toLowerCase() }}. {{ it.row.closedAt ? 'Closed' : 'Alert still open' }}
          }
          @default {
            {{ it.row.hospital.name }}{{ it.row.unitName ? ', ' + it.row.unitName : '' }}. {{ it.row.because }}
            @if (it.row.daysOverdue > 0) {
              <strong>Overdue {{ it.row.daysOverdue }} {{ it.row.daysOverdue === 1 ? 'day' : 'days' }}.</strong>&ngsp;
            } @else if (it.row.dueOn && it.reason !== 'gaps') {
              Review by <sc-on-date [date]="it.row.dueOn" />.
            }
            @if (it.row.forcedBecause.length > 0) {
              <strong>{{ forced(it.row) }}.</strong>&ngsp;
            }
            @if (renews() && it.row.notRenewable && !it.row.makingId) {
              <span class="meta">{{ it.row.notRenewable }}</span>
            }
          }
        }
      </p>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not renewed." [problem]="problem" />
      }
    </div>
    <div class="steps no-print row u-stretch">
      @if (renewable(); as row) {
        <button matButton="outlined" type="button" [disabled]="attempt.busy()" (click)="renew(row)">
          Renew unchanged<span class="visually-hidden"> for {{ row.patient.familyName }}</span>
        </button>
      }
      @let next = step();
      <a [matButton]="renewable() ? 'text' : 'outlined'" [routerLink]="next.path"
        >{{ next.word }}<span class="visually-hidden"> {{ next.of }}</span></a
      >
    </div>
  `,
})
export class BoardLineView {
  private readonly api = inject(Api);
  readonly line = input.required<BoardLine>();
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();
  readonly changed = output<string>();

  protected readonly attempt = new Attempt();
  protected readonly reasons = BOARD_REASONS;
  protected readonly looks = LOOKS;
  protected readonly letterKinds = LETTER_KINDS;
  protected readonly validities = OPEN_ACCESS_VALIDITIES;
  protected readonly forced = (row: BoardRow): string => forcedWords(row.forcedBecause);
  protected readonly renews = computed(() => !['gaps', 'drafts'].includes(this.line().reason));
  protected readonly renewable = computed(() => renewableOf(this.line()));
  protected readonly step = computed(() => {
    const it = this.line();
    const name = it.row.patient.familyName;
    if (it.reason === 'attendances')
      return { word: 'Open alert', of: it.row.reference, path: ['/alerts', it.row.alertId] };
    if (it.reason === 'renumbered')
      return { word: 'Issue again', of: `for ${name}`, path: ['/patients', it.row.patient.id, 'letters'] };
    if ('makingId' in it.row && it.row.makingId) {
      const word = it.row.makingState === 'draft' ? 'Open the draft' : 'Waiting for agreement';
      return { word, of: `for ${name}`, path: ['/open-access', it.row.makingId] };
    }
    if (it.row.id === null)
      return { word: 'Write it', of: `for ${name}`, path: ['/patients', it.row.patient.id, 'open-access'] };
    const word = it.reason === 'waiting' ? 'Chase' : 'Open';
    return { word, of: `the arrangement of ${name}`, path: ['/open-access', it.row.id] };
  });

  protected async renew(row: BoardRow): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST open-access/:id/renew-unchanged', {
        params: { id: row.id! },
        body: { version: row.version! },
      }),
    );
    if (answer !== null) this.changed.emit(`Version ${answer.versionNumber} waits for the hospital to agree.`);
  }
}

/** The row of a review that can be renewed as it is; null for anything else. */
export function renewableOf(line: BoardLine): BoardRow | null {
  const review = ['overdue', 'within_7', 'within_30', 'within_60', 'month'].includes(line.reason);
  const row = line.row as BoardRow;
  return review && row.id !== null && row.notRenewable === null && row.makingId === null ? row : null;
}
