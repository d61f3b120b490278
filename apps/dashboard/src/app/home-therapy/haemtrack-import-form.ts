import { Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { HaemtrackImport } from '@shared-care/contracts/home-therapy/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { Api } from '../core/api';

/** Diary figures from a file: checked first, written only when every row can be used. */
@Component({
  selector: 'sc-haemtrack-import-form',
  imports: [MatButton, ProblemNote],
  template: `
    <p>
      A CSV file with the columns nhs_number, from, to, planned and entered; dates as 2026-03-31. A file with a row that
      cannot be used changes nothing.
    </p>
    <div class="field">
      <label for="haemtrack-file">File</label>
      <input #file id="haemtrack-file" type="file" accept=".csv,text/csv" (change)="choose(file.files)" />
    </div>
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="The file could not be read." [problem]="problem" />
    }
    <div role="status">
      @if (report(); as found) {
        @if (found.problems.length > 0) {
          <p>
            <strong>{{ found.problems.length }} to mend; nothing was written.</strong>
          </p>
          <ul class="u-bullets">
            @for (problem of found.problems; track $index) {
              <li>Line {{ problem.line }}, {{ problem.column }}: {{ problem.message }}</li>
            }
          </ul>
        } @else if (written()) {
          <p>
            <strong>{{ found.taken }} written, {{ found.unchanged }} were the same already.</strong>
          </p>
        } @else {
          <p>
            {{ found.rows }} {{ found.rows === 1 ? 'row' : 'rows' }}: {{ found.taken }} new or changed,
            {{ found.unchanged }} the same already.
          </p>
          <button type="button" matButton="filled" [disabled]="attempt.busy()" (click)="write()">
            Bring in {{ found.taken }}
          </button>
        }
      }
    </div>
  `,
})
export class HaemtrackImportForm {
  private readonly api = inject(Api);
  readonly imported = output();

  protected readonly attempt = new Attempt();
  protected readonly report = signal<HaemtrackImport | null>(null);
  protected readonly written = signal(false);
  private csv = '';

  protected async choose(files: FileList | null): Promise<void> {
    this.report.set(null);
    this.written.set(false);
    const file = files?.[0];
    if (!file) return;
    this.csv = await file.text();
    this.report.set(
      await this.attempt.run(() => this.api.call('POST haemtrack-imports/check', { body: { csv: this.csv } })),
    );
  }

  protected async write(): Promise<void> {
    const report = await this.attempt.run(() => this.api.call('POST haemtrack-imports', { body: { csv: this.csv } }));
    if (report === null) return;
    this.report.set(report);
    this.written.set(report.problems.length === 0);
    this.imported.emit();
  }
}
