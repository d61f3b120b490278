import { Component, computed, inject } from '@angular/core';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';
import { FamilyHistoryList } from './family-history-list';
import type { FamilyTaken } from './family-taken';
import { GiversCard } from './givers-card';
import { LanguageCard } from './language-card';
import { PeopleCard } from './people-card';
import { PlacesCard } from './places-card';

/** Everybody and everything around the child of the record that is open. */
@Component({
  selector: 'sc-family-cards',
  host: { class: 'u-stack u-gap-4' },
  imports: [FamilyHistoryList, GiversCard, LanguageCard, PeopleCard, PlacesCard, LoadState],
  template: `
    @if (all(); as family) {
      <sc-people-card
        [patientId]="record.id()!"
        [family]="family"
        [today]="record.today()"
        [mayChange]="mayChange()"
        (took)="took($event)"
      />
      <sc-language-card [patientId]="record.id()!" [family]="family" [mayChange]="mayChange()" (took)="took($event)" />
      <sc-places-card
        [patientId]="record.id()!"
        [family]="family"
        [today]="record.today()"
        [mayChange]="mayChange()"
        (took)="took($event)"
        (mended)="retry()"
      />
      <sc-givers-card
        [patientId]="record.id()!"
        [family]="family"
        [today]="record.today()"
        [mayChange]="mayChange()"
        (took)="took($event)"
      />
      @if (mayChange()) {
        <!-- Another answer: what is listed is asked for again. -->
        @for (each of [family]; track each.now) {
          <sc-family-history [patientId]="record.id()!" [today]="record.today()" />
        }
      }
    } @else {
      <sc-load-state [of]="fetched" />
    }
  `,
})
export class FamilyCards {
  private readonly api = inject(Api);
  private readonly snack = inject(UndoSnack);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/family', { params: { id } }),
    () => {
      // A change made anywhere is on the record at the next answer.
      this.record.page();
    },
  );
  protected readonly all = this.fetched.value;
  protected readonly mayChange = computed(() => this.session.may('family', 'change'));

  protected took({ answer, words, undo }: FamilyTaken): void {
    this.fetched.take(answer);
    this.snack.say(words, undo === null ? {} : { undo: async () => this.fetched.take(await undo()) });
  }

  protected retry(): void {
    void this.fetched.retry();
  }
}
