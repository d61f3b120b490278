import { Component, computed, ElementRef, inject, Injector, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Setting, SettingsPage } from '@shared-care/contracts/settings/answers';
import { longDate } from '@shared-care/domain/london-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { focusWhenLost } from '../core/kept-focus';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';
import { SettingCard } from './setting-card';

/** What the unit may set, who set it, and what waits for a second person. */
@Component({
  selector: 'sc-settings-page',
  imports: [LoadState, RouterLink, SettingCard],
  host: { class: 'u-block u-w-l', '(document:visibilitychange)': 'look()' },
  template: `
    <h1 class="u-m-0" #heading tabindex="-1">Settings</h1>
    <p>One person proposes, another confirms. Every value stays in the history, with both names.</p>
    <sc-load-state [of]="fetched" lead="The settings could not be loaded" />
    @if (fetched.value(); as page) {
      <div class="u-stack u-gap-4 u-mt-4">
        @for (setting of page.settings; track setting.key) {
          <sc-setting-card
            [setting]="setting"
            [warning]="warningOf(setting)"
            (changed)="took($event)"
            (stale)="look()"
          />
        }
      </div>
      <nav aria-label="Set elsewhere">
        <h2>Set elsewhere</h2>
        <ul class="u-bullets">
          @if (session.may('letter', 'read')) {
            <li><a routerLink="/letters/templates">Texts of letters</a>: written by one, approved by a doctor</li>
            <li>
              <a routerLink="/requests/reply-texts">Words of replies to families</a>: written by one, approved by a
              doctor
            </li>
          }
          @if (session.may('reminder', 'read')) {
            <li><a routerLink="/reminders">Reminders</a>: each can be switched off</li>
          }
          <li><a routerLink="/rota">Rota and duty numbers</a></li>
          @if (session.may('readiness', 'read')) {
            <li><a routerLink="/set-up">Set-up</a>: what alerts need, and what of it is missing</li>
          }
          <li><a href="/api/docs" target="_blank">API</a>: for the people who connect other systems</li>
        </ul>
      </nav>
    }
  `,
  styles: `
    nav {
      margin-block-start: 2rem;
    }
  `,
})
export class SettingsPageScreen {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly snack = inject(UndoSnack);
  protected readonly session = inject(SessionStore);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly fetched = new Fetched(() => this.api.call('GET settings'));
  private readonly calendar = computed(() => this.fetched.value()?.calendar ?? null);

  constructor() {
    this.look();
  }

  protected look(): void {
    if (document.visibilityState === 'visible') void this.fetched.refresh();
  }

  protected warningOf({ key }: Setting): string | null {
    const calendar = this.calendar();
    if (key !== 'bank_holidays' || calendar === null || !calendar.ending) return null;
    if (calendar.until === null) return 'No bank holiday is known: every Monday to Friday is taken for a working day.';
    return `Known until ${longDate(calendar.until)}, ${calendar.daysLeft} days from now. Days after it are taken for working days.`;
  }

  protected took({ page, words }: { page: SettingsPage; words: string }): void {
    this.fetched.take(page);
    this.snack.say(words);
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }
}
