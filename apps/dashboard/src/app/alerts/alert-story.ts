import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { LIAISON_DIRECTIONS, LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon } from '@shared-care/ui/icon/icon';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { DeliveryList } from './delivery-list';
import { shortTime } from './row-words';
import { storyOf, type StoryPart } from './story-items';
import { StrikeOutEntry } from './strike-out-entry';

/** How many of the last are shown before somebody asks for the rest. */
const LAST = 7;
const LAST_ON_A_PHONE = 2;

/** Everything that happened to an alert, newest last: who did what, who said what, and what was sent. */
@Component({
  selector: 'sc-alert-story',
  host: { class: 'u-block' },
  imports: [AtTime, Avatar, DeliveryList, Icon, MatButton, MatButtonToggle, MatButtonToggleGroup, StrikeOutEntry],
  templateUrl: './alert-story.html',
  styleUrl: './alert-story.scss',
})
export class AlertStory {
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  readonly alert = input.required<AlertDetail>();
  /** On a phone fewer are shown at first. */
  readonly narrow = input(false);

  protected readonly part = signal<StoryPart>('all');
  protected readonly unfolded = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  private readonly items = computed(() => {
    const items = storyOf(this.alert());
    return this.part() === 'calls' ? items.filter(({ entry, tone }) => entry !== null || tone === 'outside') : items;
  });
  private readonly most = computed(() => (this.unfolded() ? Infinity : this.narrow() ? LAST_ON_A_PHONE : LAST));
  protected readonly shown = computed(() => this.items().slice(-this.most()));
  protected readonly earlier = computed(() => this.items().length - this.shown().length);
  protected readonly isEmpty = computed(() => this.items().length === 0);

  /** Comments that came in while somebody had the alert before them. */
  protected readonly fresh = signal<ReadonlySet<string>>(new Set());
  protected readonly news = signal('');
  private known: { alert: string; comments: ReadonlySet<string> } | null = null;

  protected readonly results = LIAISON_RESULTS;
  protected readonly roles = LIAISON_ROLES;
  protected readonly directions = LIAISON_DIRECTIONS;

  constructor() {
    effect(() => {
      const alert = this.alert();
      untracked(() => this.compare(alert));
    });
  }

  protected time(at: string): string {
    return shortTime(at, this.clock.now());
  }

  private compare({ id, consultantComments }: AlertDetail): void {
    const ids = new Set(consultantComments.map((comment) => comment.id));
    if (this.known?.alert !== id) {
      this.fresh.set(new Set());
      this.unfolded.set(false);
      this.part.set('all');
      this.news.set('');
    } else {
      const { comments } = this.known;
      const came = consultantComments.filter((comment) => !comments.has(comment.id));
      if (came.length > 0) {
        this.fresh.update((fresh) => new Set([...fresh, ...came.map((comment) => comment.id)]));
        this.news.set(`${came[0]!.by} wrote: ${came[0]!.words}`);
      }
    }
    this.known = { alert: id, comments: ids };
  }
}
