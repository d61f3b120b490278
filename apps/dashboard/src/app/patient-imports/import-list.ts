import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import type { PatientImport } from '@shared-care/contracts/patient-imports/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { PATIENT_IMPORT_STATES } from '@shared-care/domain/patient-list';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Icon } from '@shared-care/ui/icon/icon';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { countsInWords } from './import-words';

/** A list is sent, and what became of those before. */
@Component({
  selector: 'sc-import-list',
  host: { class: 'u-block u-w-xl' },
  imports: [AtTime, DataList, Icon, ListCell, MatButtonModule, MatProgressBarModule, ProblemNote, RouterLink],
  template: `
    <p class="no-print"><a routerLink="/patients">Patients</a></p>
    <h1 tabindex="-1">Import of patients</h1>
    <p class="u-w-m">
      A list of children from a spreadsheet. Nothing is registered before you have seen what becomes of each row.
    </p>
    <section
      class="card drop u-w-m"
      aria-labelledby="file-title"
      [class.over]="over()"
      (dragover)="hover($event)"
      (dragleave)="over.set(false)"
      (drop)="drop($event)"
    >
      <h2 id="file-title">Choose a list</h2>
      <p>
        An XLSX workbook or a CSV file, at most 5 MB and 20,000 rows, with the names of the columns in one row. Each
        child needs a family name, a given name, a birth date and a diagnosis.
      </p>
      <input
        #file
        id="list-file"
        type="file"
        class="visually-hidden"
        tabindex="-1"
        aria-label="List of children"
        accept=".csv,.xlsx,.txt"
        (change)="chosen(file)"
      />
      <button matButton="filled" type="button" [disabled]="sending.busy()" (click)="file.click()">
        <sc-icon name="add" /> Choose a file
      </button>
      <span class="meta u-ms-3">or drop it here</span>
      @if (sending.busy()) {
        <mat-progress-bar class="u-mt-4" mode="indeterminate" aria-label="The file is being read" />
      }
      @if (sending.problem(); as problem) {
        <sc-problem-note class="u-block u-mt-4" [problem]="problem" lead="This file was not taken" />
      }
    </section>
    <section aria-labelledby="past-title">
      <h2 id="past-title">Lists so far</h2>
      <sc-data-list
        label="Lists so far"
        [noun]="{ one: 'list', many: 'lists' }"
        [columns]="columns"
        [page]="page()"
        [paged]="false"
        [loading]="past.busy()"
        [problem]="past.problem()"
        emptyWords="No list was sent yet."
        (retry)="past.retry()"
      >
        <p empty>Choose a file above. Nothing is registered before you have seen what becomes of each row.</p>
        <ng-template scCell="file" [scCellOf]="page()" let-row>
          <a class="row-link" [routerLink]="['/patient-imports', row.id]">{{ row.fileName }}</a>
        </ng-template>
        <ng-template scCell="state" [scCellOf]="page()" let-row>{{ states[row.state] }}</ng-template>
        <ng-template scCell="rows" [scCellOf]="page()" let-row>{{ counts(row) }}</ng-template>
        <ng-template scCell="sent" [scCellOf]="page()" let-row>
          <sc-at-time [at]="row.uploadedAt" [today]="today()" />, {{ row.uploadedBy }}
        </ng-template>
      </sc-data-list>
      @if (past.value()?.more; as more) {
        <p class="meta">{{ more }} older lists are not shown.</p>
      }
    </section>
  `,
  styles: `
    .drop {
      margin-block: 1rem 2rem;
      border: 1px dashed var(--sc-control);
    }
    .drop.over {
      background: var(--sc-soft);
    }
  `,
})
export class ImportListPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);

  protected readonly states = PATIENT_IMPORT_STATES;
  protected readonly sending = new Attempt();
  protected readonly over = signal(false);
  protected readonly past = fetchedNow(() => this.api.call('GET patient-imports'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly page = computed(() => {
    const answer = this.past.value();
    return answer && { rows: answer.imports, total: answer.imports.length };
  });
  protected readonly columns: readonly ListColumn[] = [
    { id: 'file', word: 'File', phone: 'lead' },
    { id: 'state', word: 'State' },
    { id: 'rows', word: 'Rows' },
    { id: 'sent', word: 'Sent' },
  ];

  protected counts({ counts }: PatientImport): string {
    return countsInWords(counts);
  }

  protected hover(event: DragEvent): void {
    event.preventDefault();
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    const file = event.dataTransfer?.files[0];
    if (file) void this.send(file);
  }

  protected chosen(input: HTMLInputElement): void {
    const file = input.files?.[0];
    // The same file chosen again is sent again.
    if (file) void this.send(file).then(() => (input.value = ''));
  }

  private async send(file: File): Promise<void> {
    const taken = await this.sending.run(() =>
      this.api.call('PUT patient-imports/:id', { params: { id: crypto.randomUUID() }, file }),
    );
    if (taken) await this.router.navigate(['/patient-imports', taken.id]);
  }
}
