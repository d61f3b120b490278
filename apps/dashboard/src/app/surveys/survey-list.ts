import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Survey } from '@shared-care/contracts/surveys/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { SURVEY_STATES, SURVEY_TOPICS, type SurveyState } from '@shared-care/domain/surveys';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { listAddress, pageHere } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** What families are asked, and how many have answered. */
@Component({
  selector: 'sc-survey-list',
  imports: [AtTime, DataList, FilterChips, ListCell, MatButtonModule, RouterLink],
  templateUrl: './survey-list.html',
})
export class SurveyListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  protected readonly address = listAddress({ sort: 'made', descending: true }, ['state']);
  protected readonly list = fetchedNow(() => this.api.call('GET surveys'));
  protected readonly noun = { one: 'survey', many: 'surveys' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'title', word: 'Survey', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'about', word: 'About' },
    { id: 'state', word: 'State' },
    { id: 'made', word: 'Written or sent', sort: { up: 'oldest first', down: 'newest first' } },
    { id: 'answered', word: 'Answered', sort: { up: 'fewest first', down: 'most first' } },
  ];
  protected readonly page = computed(() => {
    const all = this.list.value()?.surveys;
    if (all === undefined) return null;
    const { state } = this.address.filters();
    const matching = all.filter((survey) => state === '' || survey.state === state);
    return pageHere(all, matching, this.address.query(), {
      title: ({ title }) => title,
      made: ({ sentAt, madeAt }) => sentAt ?? madeAt,
      answered: ({ answered, sentAt }) => (sentAt === null ? null : answered),
    });
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly topics = SURVEY_TOPICS;
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.list.value()?.surveys.length }));
  protected readonly states = computed(() =>
    (Object.keys(SURVEY_STATES) as SurveyState[])
      .map((value) => ({
        value,
        word: SURVEY_STATES[value],
        count: (this.list.value()?.surveys ?? []).filter(({ state }) => state === value).length,
      }))
      .filter(({ value, count }) => count > 0 || value === this.address.filters().state),
  );

  protected state(survey: Survey): string {
    return survey.stopped && survey.state !== 'closed' ? 'Stopped' : SURVEY_STATES[survey.state];
  }
}
