import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { HolidayChanges, Setting, SettingsPage } from '@shared-care/contracts/settings/answers';
import { longDate } from '@shared-care/domain/london-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** A newer published list: read, compared with what is known, and proposed. Known days stay unless each is ticked. */
@Component({
  selector: 'sc-holiday-form',
  imports: [Field, MatButton, MatCheckbox, MatFormField, MatInput, ProblemNote],
  templateUrl: './holiday-form.html',
  styleUrl: './setting-form.scss',
})
export class HolidayForm {
  private readonly api = inject(Api);

  readonly setting = input.required<Setting>();
  readonly proposed = output<SettingsPage>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly reason = signal('');
  protected readonly file = signal<{ name: string; text: string } | null>(null);
  protected readonly changes = signal<HolidayChanges | null>(null);
  protected readonly removed = signal<ReadonlySet<string>>(new Set());
  protected readonly long = longDate;

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async choose(box: HTMLInputElement): Promise<void> {
    const chosen = box.files?.[0];
    if (chosen === undefined) return;
    this.changes.set(null);
    this.removed.set(new Set());
    const text = await chosen.text();
    this.file.set({ name: chosen.name, text });
    this.changes.set(
      await this.attempt.run(() => this.api.call('POST settings/bank-holidays/check', { body: { file: text } })),
    );
    // The same file, mended, is chosen once more.
    box.value = '';
  }

  protected take(date: string, away: boolean): void {
    const removed = new Set(this.removed());
    if (away) removed.add(date);
    else removed.delete(date);
    this.removed.set(removed);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const page = await this.attempt.run(() =>
      this.api.call('POST settings/bank-holidays', {
        body: {
          file: this.file()?.text ?? '',
          remove: [...this.removed()],
          seen: this.setting().current.id,
          reason: this.reason(),
        },
      }),
    );
    if (page !== null) this.proposed.emit(page);
  }
}
