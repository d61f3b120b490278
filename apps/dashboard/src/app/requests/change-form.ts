import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { RequestDetail } from '@shared-care/contracts/requests/answers';
import { ChangeRequest } from '@shared-care/contracts/requests/shapes';
import { shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { OUTLINED_FIELDS } from '@shared-care/ui/field/outlined-fields';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';

interface Draft {
  neededBy: string;
  details: string;
}

/** What a request asks for and by when, mended. Somebody else's change meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-change-form',
  imports: [DayBox, Field, FormField, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote, SavedMeanwhile],
  providers: [OUTLINED_FIELDS],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-field label="Needed by" optional hint="If sooner than usual">
        <sc-day-box [formField]="changing.neededBy" />
      </sc-field>
      <sc-field label="What they ask">
        <mat-form-field><textarea matInput rows="5" [formField]="changing.details"></textarea></mat-form-field>
      </sc-field>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile
          lead="Somebody changed this request meanwhile."
          (mine)="keepMine()"
          (theirs)="work.takeTheirs(); saved.emit(now)"
        >
          <dt>Needed by</dt>
          <dd>{{ now.neededBy ? words(now.neededBy) : 'Not said' }}</dd>
          <dt>What they ask</dt>
          <dd>{{ now.details ?? 'Not recorded' }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Save</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class ChangeForm {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  readonly request = input.required<RequestDetail>();
  readonly saved = output<RequestDetail>();
  readonly closed = output();

  protected readonly work = versionedDraft({
    source: this.request,
    id: ({ id }) => id,
    version: ({ version }) => version,
    begin: ({ neededBy, details }): Draft => ({
      neededBy: neededBy ?? '',
      details: details ?? '',
    }),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeRequest, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly words = shortDate;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const seen = this.work.seen();
    const detail = await this.work.save(
      this.attempt,
      () =>
        send(this.changing, this.attempt, () =>
          this.clock.heard(
            this.api.call('POST requests/:id/change', {
              params: { id: seen.id },
              body: this.toWire(this.draft()),
            }),
          ),
        ),
      () => this.clock.heard(this.api.call('GET requests/:id', { params: { id: seen.id } })),
    );
    if (detail !== null) this.saved.emit(detail);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  private toWire(draft: Draft) {
    return {
      version: this.work.seen().version,
      neededBy: orNull(draft.neededBy),
      details: orNull(draft.details),
    };
  }
}
