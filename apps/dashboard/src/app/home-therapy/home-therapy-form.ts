import { Component, computed, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { HomeTherapyDetail, HomeTherapyRecord } from '@shared-care/contracts/home-therapy/answers';
import { ChangeHomeTherapy } from '@shared-care/contracts/home-therapy/shapes';
import {
  HAEMTRACK_STATES,
  HOME_THERAPY_STATES,
  HOME_THERAPY_TRANSITIONS,
  type HaemtrackState,
  type HomeTherapyState,
} from '@shared-care/domain/home-therapy';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { readDay } from '../forms/dates';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';

interface Draft {
  state: HomeTherapyState;
  deliveryCompany: string;
  nextDeliveryOn: string;
  stockDays: string;
  stockCountedOn: string;
  haemtrack: HaemtrackState;
  lastEntryOn: string;
}

const typed = (day: string | null): string => (day ? shortDate(day) : '');

/** What is known of a family's home therapy, to mend. What somebody else saved meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-home-therapy-form',
  imports: [MatButton, SelectBox, ErrorShown, FieldError, FormField, ProblemNote, SavedMeanwhile],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        <sc-select label="Home therapy" [options]="stateChoices()" [formField]="changing.state" />
        <div class="field">
          <label for="home-company">Delivered by</label>
          <input id="home-company" type="text" autocomplete="off" scErrorShown [formField]="changing.deliveryCompany" />
          <sc-field-error control="home-company" [field]="changing.deliveryCompany" />
        </div>
        <div class="field">
          <label for="home-next">Next delivery</label>
          <input id="home-next" type="text" autocomplete="off" scErrorShown [formField]="changing.nextDeliveryOn" />
          <sc-field-error control="home-next" [field]="changing.nextDeliveryOn" />
        </div>
        <sc-select label="Diary (Haemtrack)" [options]="diaries" [formField]="changing.haemtrack" />
        <div class="field">
          <label for="home-stock">Days of stock, as counted at home</label>
          <input
            id="home-stock"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            scErrorShown
            [formField]="changing.stockDays"
          />
          <sc-field-error control="home-stock" [field]="changing.stockDays" />
        </div>
        <div class="field">
          <label for="home-counted">Counted on</label>
          <input id="home-counted" type="text" autocomplete="off" scErrorShown [formField]="changing.stockCountedOn" />
          <sc-field-error control="home-counted" [field]="changing.stockCountedOn" />
        </div>
        <div class="field">
          <label for="home-entry">Last entry in the diary</label>
          <input id="home-entry" type="text" autocomplete="off" scErrorShown [formField]="changing.lastEntryOn" />
          <sc-field-error control="home-entry" [field]="changing.lastEntryOn" />
        </div>
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); keptTheirs.emit()">
          <dt>Home therapy</dt>
          <dd>{{ stateWords[now.state] }}</dd>
          <dt>Delivered by</dt>
          <dd>{{ now.deliveryCompany ?? 'Not known' }}</dd>
          <dt>Next delivery</dt>
          <dd>{{ now.nextDeliveryOn ? words(now.nextDeliveryOn) : 'None expected' }}</dd>
          <dt>Stock</dt>
          <dd>
            {{ now.stockDays === null ? 'Not known' : now.stockDays + ' days on ' + words(now.stockCountedOn!) }}
          </dd>
          <dt>Diary</dt>
          <dd>{{ diaryWords[now.haemtrack] }}{{ now.lastEntryOn ? ', last entry ' + words(now.lastEntryOn) : '' }}</dd>
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
export class HomeTherapyForm {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  readonly family = input.required<HomeTherapyDetail>();
  readonly saved = output<HomeTherapyDetail>();
  /** What somebody else saved is kept, in place of what was typed here. */
  readonly keptTheirs = output();
  readonly closed = output();

  protected readonly work = versionedDraft({
    source: (): HomeTherapyRecord => this.family(),
    id: () => this.family().patient.id,
    version: ({ version }) => version,
    begin: (home): Draft => ({
      state: home.state,
      deliveryCompany: home.deliveryCompany ?? '',
      nextDeliveryOn: typed(home.nextDeliveryOn),
      stockDays: home.stockDays === null ? '' : String(home.stockDays),
      stockCountedOn: typed(home.stockCountedOn),
      haemtrack: home.haemtrack,
      lastEntryOn: typed(home.lastEntryOn),
    }),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeHomeTherapy, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  private readonly states = computed(() => {
    const now = this.work.seen().state;
    return [now, ...HOME_THERAPY_TRANSITIONS[now]];
  });
  protected readonly stateChoices = computed(() =>
    this.states().map((state) => [state, HOME_THERAPY_STATES[state]] as const),
  );
  protected readonly stateWords = HOME_THERAPY_STATES;
  protected readonly diaryWords = HAEMTRACK_STATES;
  protected readonly diaries = Object.entries(HAEMTRACK_STATES);
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
          this.api.call('POST patients/:id/home-therapy', {
            params: { id: this.family().patient.id },
            body: this.toWire(this.draft()) as ChangeHomeTherapy,
          }),
        ),
      (current) => current as unknown as HomeTherapyRecord,
    );
    if (detail !== null) this.saved.emit(detail);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  private toWire(draft: Draft) {
    const day = (text: string): string | null => {
      const given = orNull(text);
      return given === null ? null : (readDay(given, this.today()) ?? given);
    };
    const days = orNull(draft.stockDays);
    return {
      version: this.work.seen().version,
      state: draft.state,
      deliveryCompany: orNull(draft.deliveryCompany),
      nextDeliveryOn: day(draft.nextDeliveryOn),
      stockDays: days === null ? null : Number(days),
      stockCountedOn: day(draft.stockCountedOn),
      haemtrack: draft.haemtrack,
      lastEntryOn: day(draft.lastEntryOn),
    };
  }
}
