import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { NOTICE_KINDS, type NoticeKind } from '@shared-care/domain/notices';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { NoticeLine } from './notice-line';

/** What nobody has dealt with yet, of all children. */
@Component({
  selector: 'sc-notice-list',
  imports: [EmptyState, IdentityLine, NoticeLine, LoadState, RouterLink, ShownOf],
  template: `
    <p class="no-print"><a routerLink="/requests">Requests</a></p>
    <h1 tabindex="-1">Notices</h1>
    <p>Facts about records that somebody must see and settle. What a notice stops has stopped already.</p>
    <sc-load-state [of]="list" />
    @if (list.value(); as all) {
      <sc-shown-of [shown]="all.running.length" [total]="all.total" rest="The latest come first." />
      @for (group of groups(); track group.kind) {
        <section class="card" [attr.aria-labelledby]="'notices-' + group.kind">
          <h2 [id]="'notices-' + group.kind">
            {{ group.words }} <span class="meta">{{ group.notices.length }}</span>
          </h2>
          <ul>
            @for (notice of group.notices; track notice.id) {
              <li>
                <div class="who">
                  <sc-identity-line [patient]="notice.patient" [on]="today()" />
                  <a [routerLink]="['/patients', notice.patient.id, 'family']"
                    >Open<span class="visually-hidden"> the record of {{ notice.patient.familyName }}</span></a
                  >
                </div>
                <sc-notice-line [notice]="notice" (saved)="list.refresh()" />
              </li>
            }
          </ul>
        </section>
      } @empty {
        <sc-empty-state good [words]="'Nothing waits to be dealt with. Last checked ' + checkedAt() + '.'" />
      }
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 16px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      gap: 4px;
    }
    li + li {
      border-block-start: 1px solid var(--sc-border);
      padding-block-start: 12px;
    }
    .who {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 4px 16px;
    }
    .card {
      margin-block-end: 16px;
    }
  `,
})
export class NoticeListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET notices'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly groups = computed(() => {
    const running = this.list.value()?.running ?? [];
    return (Object.keys(NOTICE_KINDS) as NoticeKind[])
      .map((kind) => ({ kind, words: NOTICE_KINDS[kind], notices: running.filter((each) => each.kind === kind) }))
      .filter(({ notices }) => notices.length > 0);
  });
}
