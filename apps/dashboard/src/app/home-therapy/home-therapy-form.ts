import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ChangeHomeTherapy, type HomeTherapyDetail, type HomeTherapyRecord } from '@shared-care/contracts/home-therapy';
import {
  HAEMTRACK_STATES,
  HOME_THERAPY_STATES,
  HOME_THERAPY_TRANSITIONS,
  type HaemtrackState,
  type HomeTherapyState,
} from '@shared-care/domain/home-therapy';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { checkedBy, focusFirstError, orNull, send } from '../alerts/checked-form';
import { ErrorShown, FieldError } from '../alerts/field-error';
import { readDay } from '../attendances/attendance-draft';
import { Attempt } from '../shell/attempt';
import { SavedMeanwhile } from '../shell/saved-meanwhile';
import { ServerClock } from '../shell/server-clock';
import { HomeTherapyStore } from './home-therapy-store';

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
  imports: [ErrorShown, FieldError, FormField, ProblemNote, SavedMeanwhile],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="pair">
        <div class="field">
          <label for="home-state">Home therapy</label>
          <select id="home-state" scErrorShown [formField]="changing.state">
            @for (state of states(); track state) {
              <option [value]="state">{{ stateWords[state] }}</option>
            }
          </select>
          <sc-field-error control="home-state" [field]="changing.state" />
        </div>
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
        <div class="field">
          <label for="home-haemtrack">Diary (Haemtrack)</label>
          <select id="home-haemtrack" scErrorShown [formField]="changing.haemtrack">
            @for (state of diaries; track state[0]) {
              <option [value]="state[0]">{{ state[1] }}</option>
            }
          </select>
        </div>
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
      @if (theirs(); as now) {
        <sc-saved-meanwhile (mine)="keepMine(now.version)" (theirs)="closed.emit()">
          <dt>Home therapy</dt>
          <dd>{{ stateWords[now.state] }}</dd>
          <dt>Next delivery</dt>
          <dd>{{ now.nextDeliveryOn ? words(now.nextDeliveryOn) : 'None expected' }}</dd>
          <dt>Stock</dt>
          <dd>
            {{ now.stockDays === null ? 'Not known' : now.stockDays + ' days on ' + words(now.stockCountedOn!) }}
          </dd>
          <dt>Diary</dt>
          <dd>{{ diaryWords[now.haemtrack] }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button class="button" [disabled]="attempt.busy()">Save</button>
        <button type="button" class="button plain" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
      gap: 0 16px;
    }
  `,
})
export class HomeTherapyForm {
  private readonly store = inject(HomeTherapyStore);
  private readonly clock = inject(ServerClock);

  readonly family = input.required<HomeTherapyDetail>();
  readonly saved = output<HomeTherapyDetail>();
  readonly closed = output();

  // A signal of its own: a newer version of the same record must not touch what is being typed.
  private readonly patientId = computed(() => this.family().patient.id);
  private readonly seen = linkedSignal({
    source: this.patientId,
    computation: () => untracked(() => this.family().version),
  });
  protected readonly draft = linkedSignal({
    source: this.patientId,
    computation: (): Draft => {
      const family = untracked(() => this.family());
      return {
        state: family.state,
        deliveryCompany: family.deliveryCompany ?? '',
        nextDeliveryOn: typed(family.nextDeliveryOn),
        stockDays: family.stockDays === null ? '' : String(family.stockDays),
        stockCountedOn: typed(family.stockCountedOn),
        haemtrack: family.haemtrack,
        lastEntryOn: typed(family.lastEntryOn),
      };
    },
  });
  protected readonly theirs = linkedSignal<string, HomeTherapyRecord | null>({
    source: this.patientId,
    computation: () => null,
  });
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeHomeTherapy, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly states = computed(() => {
    const now = this.family().state;
    return [now, ...HOME_THERAPY_TRANSITIONS[now]];
  });
  protected readonly stateWords = HOME_THERAPY_STATES;
  protected readonly diaryWords = HAEMTRACK_STATES;
  protected readonly diaries = Object.entries(HAEMTRACK_STATES);
  protected readonly words = shortDate;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const wire = this.toWire(this.draft());
    const detail = await send(this.changing, this.attempt, () =>
      this.store.change(this.patientId(), wire as ChangeHomeTherapy),
    );
    if (detail !== null) return this.saved.emit(detail);
    const problem = this.attempt.problem();
    if (problem?.code === 'conflict') this.theirs.set(problem.current as unknown as HomeTherapyRecord);
    else focusFirstError(this.changing);
  }

  protected async keepMine(version: number): Promise<void> {
    this.seen.set(version);
    this.theirs.set(null);
    const detail = await this.attempt.run(() =>
      this.store.change(this.patientId(), this.toWire(this.draft()) as ChangeHomeTherapy),
    );
    if (detail !== null) this.saved.emit(detail);
  }

  private toWire(draft: Draft) {
    const day = (text: string): string | null => {
      const given = orNull(text);
      return given === null ? null : (readDay(given, this.today()) ?? given);
    };
    const days = orNull(draft.stockDays);
    return {
      version: this.seen(),
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
