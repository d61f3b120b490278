import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CareReviews } from '@shared-care/contracts/reminders/answers';
import { shortDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { readDay } from '../forms/dates';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';

type Dental = CareReviews['dental'];

/** Dentist and dates of a child, as typed. What somebody else saves meanwhile is shown, and takes nothing away. */
@Component({
  selector: 'sc-dental-form',
  imports: [MatButton, ProblemNote, SavedMeanwhile],
  template: `
    @if (work.meanwhile(); as now) {
      <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); stale.emit()">
        @for (box of boxes; track box.key) {
          <dt>{{ box.label }}</dt>
          <dd>{{ begin(now)[box.key] || 'Not recorded' }}</dd>
        }
      </sc-saved-meanwhile>
    } @else if (attempt.problem(); as problem) {
      <sc-problem-note lead="Not saved. What you typed is still here." [problem]="problem" />
    }
    <form class="u-cols-m u-gap-0-4 u-bottom" novalidate (submit)="save($event)">
      @for (box of boxes; track box.key) {
        <div class="field">
          <label [for]="box.id">{{ box.label }}</label>
          <input
            #field
            type="text"
            autocomplete="off"
            [id]="box.id"
            [value]="work.typed()[box.key]"
            (input)="set(box.key, field.value)"
          />
        </div>
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Save</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class DentalForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly dental = input.required<Dental>();
  readonly today = input.required<string>();
  readonly saved = output<CareReviews>();
  readonly closed = output();
  /** What is on the screen may be old. */
  readonly stale = output();

  protected readonly attempt = new Attempt();
  protected readonly begin = ({ lastCheckOn, extractionOn, planSentOn }: Dental) => ({
    lastCheckOn: lastCheckOn === null ? '' : shortDate(lastCheckOn),
    extractionOn: extractionOn === null ? '' : shortDate(extractionOn),
    planSentOn: planSentOn === null ? '' : shortDate(planSentOn),
  });
  protected readonly work = versionedDraft({
    source: this.dental,
    id: () => this.patientId(),
    version: ({ version }) => version,
    begin: this.begin,
  });
  protected readonly boxes = [
    { key: 'lastCheckOn', id: 'dental-last', label: 'Last check' },
    { key: 'extractionOn', id: 'dental-extraction', label: 'Extraction or block planned for' },
    { key: 'planSentOn', id: 'dental-plan', label: 'Plan sent to the dentist on' },
  ] as const;

  protected set(key: (typeof this.boxes)[number]['key'], value: string): void {
    this.work.typed.update((typed) => ({ ...typed, [key]: value }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const { lastCheckOn, extractionOn, planSentOn } = this.work.typed();
    const { version } = this.work.seen();
    const change = {
      version,
      lastCheckOn: this.day(lastCheckOn),
      extractionOn: this.day(extractionOn),
      planSentOn: this.day(planSentOn),
    };
    const reviews = await this.work.save(
      this.attempt,
      () =>
        this.attempt.run(() =>
          this.api.call('POST patients/:id/dental-care', { params: { id: this.patientId() }, body: change }),
        ),
      (current) => current as unknown as Dental,
    );
    if (reviews !== null) this.saved.emit(reviews);
  }

  /** What cannot be read is sent as typed: the server names the field. */
  private day(typed: string): string | null {
    return typed.trim() === '' ? null : (readDay(typed, this.today()) ?? typed);
  }
}
