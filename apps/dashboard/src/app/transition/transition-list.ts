import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TransitionInList } from '@shared-care/contracts/transition/answers';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { TRANSITION_STAGES } from '@shared-care/domain/transition';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

interface Part {
  id: string;
  title: string;
  people: TransitionInList[];
  none: string;
}

/** Who is about to leave for adult care, and what is missing: the exceptions of the week first (H15). */
@Component({
  selector: 'sc-transition-list',
  imports: [EmptyState, IdentityLine, OnDate, LoadState, RouterLink],
  templateUrl: './transition-list.html',
  styles: `
    :host {
      display: block;
      max-inline-size: 960px;
    }
    section {
      margin-block-start: 24px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .people > li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: start;
      gap: 8px 16px;
      padding: 12px 16px;
      border: 1px solid var(--sc-border);
      border-radius: 4px;
      background: var(--sc-card);
    }
    .people > li + li {
      margin-block-start: 8px;
    }
    .people > li > div {
      flex: 1 1 260px;
      min-inline-size: 0;
    }
    p {
      margin: 4px 0;
    }
    .missing {
      padding-inline-start: 20px;
      list-style: disc;
    }
    .gap {
      padding-inline-start: 8px;
      border-inline-start: 4px solid var(--sc-danger);
    }
  `,
})
export class TransitionListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(
    () => this.api.call('GET transitions'),
    (live) => live.changed('patients'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly stages = TRANSITION_STAGES;
  protected readonly parts = computed((): Part[] => {
    const list = this.list.value();
    if (list === null) return [];
    const { people, quarter } = list;
    const of = (group: TransitionInList['group']) => people.filter((person) => person.group === group);
    const turning = people.filter(({ group, turns }) => turns.length > 0 && group !== 'over_18');
    return [
      {
        id: 'over-18',
        title: 'Over 18 and still on our list',
        people: of('over_18'),
        none: 'No patient over 18 is still on our list.',
      },
      {
        id: 'transferring',
        title: 'Transferring',
        people: of('transferring'),
        none: 'No patient is between the two services.',
      },
      {
        id: 'turning',
        title: `Turning 15½, 16 or 18 this quarter, to ${shortDate(quarter.to)}`,
        people: turning.filter(({ group }) => group !== 'transferring'),
        none: 'No other patient reaches one of these ages.',
      },
      {
        id: 'checklist',
        title: 'Others on the checklist',
        people: of('checklist').filter(({ turns }) => turns.length === 0),
        none: 'No other patient is on the checklist.',
      },
    ];
  });
}
