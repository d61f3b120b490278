import { Component, computed, inject, input } from '@angular/core';
import type { AlertDetail, AlertEvent, LiaisonEntry } from '@shared-care/contracts/alerts/answers';
import { LIAISON_DIRECTIONS, LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Timeline, TimelineItemTemplate } from '@shared-care/ui/timeline/timeline';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { eventInWords } from './event-words';
import { StrikeOutEntry } from './strike-out-entry';

type Item = { id: string; at: string } & ({ event: AlertEvent; entry: null } | { event: null; entry: LiaisonEntry });

/** Everything that happened to an alert, newest first. */
@Component({
  selector: 'sc-alert-history',
  imports: [AtTime, StrikeOutEntry, Timeline, TimelineItemTemplate],
  template: `
    <sc-timeline [items]="items()">
      <ng-template [scTimelineItem]="items()" let-item>
        <span class="meta">{{ time(item.at) }}</span>
        @if (item.entry; as entry) {
          @if (entry.struck; as struck) {
            <p class="struck-note">
              <strong>Struck out by {{ struck.by }} <sc-at-time [at]="struck.at" [today]="today()" />.</strong>
              {{ struck.because }}
            </p>
          }
          <strong [class.struck]="entry.struck">
            {{ results[entry.result] }}: {{ roles[entry.withRole] }}{{ entry.withName ? ', ' + entry.withName : '' }}
          </strong>
          <span class="meta">
            {{ directions[entry.direction] }}{{ entry.numberUsed ? ' on ' + entry.numberUsed : '' }}. Recorded by
            {{ entry.recordedBy }}
            @if (entry.recordedAt !== entry.at) {
              at <sc-at-time [at]="entry.recordedAt" [today]="today()" />
            }
          </span>
          <dl [class.struck]="entry.struck">
            @if (entry.adviceAsked) {
              <dt>Advice asked</dt>
              <dd>{{ entry.adviceAsked }}</dd>
            }
            @if (entry.adviceGiven) {
              <dt>Advice given</dt>
              <dd>{{ entry.adviceGiven }}</dd>
            }
            @if (entry.agreedNextStep) {
              <dt>Agreed next step</dt>
              <dd>{{ entry.agreedNextStep }}</dd>
            }
            @if (entry.nextContactAt; as at) {
              <dt>Next contact due</dt>
              <dd><sc-at-time [at]="at" [today]="today()" /></dd>
            }
          </dl>
          @if (entry.struck === null && session.may('alert', 'work')) {
            <sc-strike-out-entry [entry]="entry" />
          }
        } @else if (item.event) {
          <span class="event">{{ words(item.event) }}</span>
        }
      </ng-template>
    </sc-timeline>
  `,
  styles: `
    .meta,
    .event {
      overflow-wrap: anywhere;
    }
    .meta:first-child {
      margin-inline-end: 8px;
      font-variant-numeric: tabular-nums;
    }
    strong + .meta {
      display: block;
    }
    .struck {
      text-decoration: line-through;
      color: var(--sc-text-2);
    }
    .struck-note {
      margin: 0;
    }
    dl {
      margin: 4px 0 0;
    }
    dt {
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    dd {
      margin: 0 0 4px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class AlertHistory {
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);
  readonly alert = input.required<AlertDetail>();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly items = computed(() => {
    const { events, liaisonEntries } = this.alert();
    const items: Item[] = [
      // Liaison entries stand here in full, so the line which only says that there is one is left out.
      ...events
        .filter((event) => event.kind !== 'liaison')
        .map((event) => ({ id: event.id, at: event.at, event, entry: null })),
      ...liaisonEntries.map((entry) => ({ id: entry.id, at: entry.at, event: null, entry })),
    ];
    return items.sort((one, other) => other.at.localeCompare(one.at));
  });
  protected readonly results = LIAISON_RESULTS;
  protected readonly roles = LIAISON_ROLES;
  protected readonly directions = LIAISON_DIRECTIONS;
  protected readonly words = eventInWords;

  protected time(at: string): string {
    return londonTime(new Date(at));
  }
}
