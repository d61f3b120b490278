import { Component, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BoardRow } from '@shared-care/contracts/open-access/answers';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { forcedWords } from './arrangement-words';

/** Children whose arrangement needs somebody, with the next step of each. */
@Component({
  selector: 'sc-board-rows',
  imports: [IdentityLine, OnDate, ProblemNote, RouterLink],
  template: `
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="Not renewed." [problem]="problem" />
    }
    <ul>
      @for (row of rows(); track row.patient.id + row.hospital.id + (row.id ?? '')) {
        <li>
          <div class="who">
            <sc-identity-line [patient]="row.patient" [on]="today()" />
            <p>{{ row.hospital.name }}{{ row.unitName ? ', ' + row.unitName : '' }}</p>
            <p>
              {{ row.because }}
              @if (row.daysOverdue > 0) {
                <strong>Overdue {{ row.daysOverdue }} {{ row.daysOverdue === 1 ? 'day' : 'days' }}.</strong>
              } @else if (dates() && row.dueOn) {
                Review by <sc-on-date [date]="row.dueOn" />.
              }
              @if (row.forcedBecause.length > 0) {
                <strong>{{ forced(row) }}.</strong>
              }
            </p>
          </div>
          <div class="row no-print">
            @if (row.makingId; as making) {
              <a class="button" [routerLink]="['/open-access', making]"
                >{{ row.makingState === 'draft' ? 'Open the draft' : 'Waiting for agreement'
                }}<span class="visually-hidden"> for {{ row.patient.familyName }}</span></a
              >
            } @else if (renews() && row.notRenewable === null && row.id) {
              <button type="button" class="button" [disabled]="attempt.busy()" (click)="renew(row)">
                Renew unchanged<span class="visually-hidden"> for {{ row.patient.familyName }}</span>
              </button>
            }
            @if (row.id; as id) {
              <a class="button plain" [routerLink]="['/open-access', id]"
                >Open<span class="visually-hidden"> the arrangement of {{ row.patient.familyName }}</span></a
              >
            } @else {
              <a class="button plain" [routerLink]="['/patients', row.patient.id, 'open-access']"
                >Open<span class="visually-hidden"> the record of {{ row.patient.familyName }}</span></a
              >
            }
          </div>
          @if (renews() && row.notRenewable && !row.makingId) {
            <p class="meta why">{{ row.notRenewable }}</p>
          }
        </li>
      }
    </ul>
    <p role="status" class="visually-hidden">{{ said() }}</p>
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 8px 16px;
      padding-block: 10px;
      border-block-start: 1px solid var(--sc-border);
    }
    .who {
      flex: 1 1 320px;
    }
    p {
      margin: 0;
    }
    .why {
      flex: 1 0 100%;
    }
    @media print {
      li {
        break-inside: avoid;
      }
    }
  `,
})
export class BoardRows {
  private readonly api = inject(Api);
  readonly rows = input.required<readonly BoardRow[]>();
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();
  /** Offers "Renew unchanged" where it can be. */
  readonly renews = input(false);
  readonly dates = input(false);
  readonly changed = output();

  protected readonly attempt = new Attempt();
  protected readonly said = signal('');
  protected readonly forced = (row: BoardRow): string => forcedWords(row.forcedBecause);

  protected async renew(row: BoardRow): Promise<void> {
    if (row.id === null || row.version === null) return;
    const seen = { id: row.id, version: row.version };
    const answer = await this.attempt.run(() =>
      this.api.call('POST open-access/:id/renew-unchanged', {
        params: { id: seen.id },
        body: { version: seen.version },
      }),
    );
    if (answer === null) return;
    this.said.set(`Version ${answer.versionNumber} waits for the hospital to agree.`);
    this.changed.emit();
  }
}
