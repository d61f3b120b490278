import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { TransitionDetail, TransitionRecord } from '@shared-care/contracts/transition/answers';
import { ChangeTransition } from '@shared-care/contracts/transition/shapes';
import { shortDate } from '@shared-care/domain/london-time';
import { TRANSITION_STAGES, type TransitionStage } from '@shared-care/domain/transition';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';

interface Draft {
  stage: TransitionStage;
  keyWorker: string;
  adultCentre: string;
  transferOn: string;
  firstAdultVisitOn: string;
}

/** Stage, key worker and the dates of the move. What somebody else saved meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-transition-form',
  imports: [MatButton, DayBox, ErrorShown, Field, FieldError, SelectBox, FormField, ProblemNote, SavedMeanwhile],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        <sc-select label="Stage" [options]="stages" [formField]="changing.stage" />
        <div class="field">
          <label for="transition-worker">Key worker</label>
          <input id="transition-worker" type="text" autocomplete="off" scErrorShown [formField]="changing.keyWorker" />
          <sc-field-error control="transition-worker" [field]="changing.keyWorker" />
        </div>
        <div class="field">
          <label for="transition-centre">Adult haemophilia centre</label>
          <input
            id="transition-centre"
            type="text"
            autocomplete="off"
            scErrorShown
            [formField]="changing.adultCentre"
          />
          <sc-field-error control="transition-centre" [field]="changing.adultCentre" />
        </div>
        <sc-field label="Transfer date">
          <sc-day-box [formField]="changing.transferOn" />
        </sc-field>
        <sc-field label="First adult visit attended on" hint="Leave empty until they have been there, face to face.">
          <sc-day-box [formField]="changing.firstAdultVisitOn" />
        </sc-field>
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); keptTheirs.emit()">
          <dt>Stage</dt>
          <dd>{{ now.stage ? stageWords[now.stage] : 'Not opened' }}, {{ now.keyWorker }}</dd>
          <dt>Adult centre</dt>
          <dd>{{ now.adultCentre ?? 'Not agreed' }}</dd>
          <dt>Transfer date</dt>
          <dd>{{ now.transferOn ? words(now.transferOn) : 'Not set' }}</dd>
          <dt>First adult visit</dt>
          <dd>{{ now.firstAdultVisitOn ? words(now.firstAdultVisitOn) : 'Not yet' }}</dd>
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
export class TransitionForm {
  private readonly api = inject(Api);

  readonly person = input.required<TransitionDetail>();
  readonly saved = output<TransitionDetail>();
  readonly keptTheirs = output();
  readonly closed = output();

  protected readonly work = versionedDraft({
    source: (): TransitionRecord => this.person(),
    id: () => this.person().patient.id,
    version: ({ version }) => version,
    begin: (person): Draft => ({
      stage: person.stage ?? 'ready',
      keyWorker: person.keyWorker ?? '',
      adultCentre: person.adultCentre ?? '',
      transferOn: person.transferOn ?? '',
      firstAdultVisitOn: person.firstAdultVisitOn ?? '',
    }),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeTransition, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly stages = Object.entries(TRANSITION_STAGES);
  protected readonly stageWords = TRANSITION_STAGES;
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
    const detail = await this.work.save(
      this.attempt,
      () =>
        send(this.changing, this.attempt, () =>
          this.api.call('POST patients/:id/transition', {
            params: { id: this.person().patient.id },
            body: this.toWire(this.draft()),
          }),
        ),
      (current) => current as unknown as TransitionRecord,
    );
    if (detail !== null) this.saved.emit(detail);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  private toWire(draft: Draft): ChangeTransition {
    return {
      version: this.work.seen().version,
      stage: draft.stage,
      keyWorker: draft.keyWorker,
      adultCentre: orNull(draft.adultCentre),
      transferOn: orNull(draft.transferOn),
      firstAdultVisitOn: orNull(draft.firstAdultVisitOn),
    };
  }
}
