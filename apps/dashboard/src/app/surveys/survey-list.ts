import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { londonDate } from '@shared-care/domain/london-time';
import { SURVEY_STATES, SURVEY_TOPICS } from '@shared-care/domain/surveys';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** What families are asked, and how many have answered. */
@Component({
  selector: 'sc-survey-list',
  imports: [AtTime, EmptyState, LoadState, RouterLink],
  templateUrl: './survey-list.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
      max-inline-size: 900px;
    }
    h1,
    p {
      margin: 0;
    }
    .title {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: center;
      gap: 8px 16px;
    }
    ul {
      margin: 0;
      padding-block: 4px;
      list-style: none;
    }
    li {
      display: grid;
      gap: 4px;
      padding-block: 10px;
    }
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class SurveyListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  protected readonly list = fetchedNow(() => this.api.call('GET surveys'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly topics = SURVEY_TOPICS;
  protected readonly states = SURVEY_STATES;
}
