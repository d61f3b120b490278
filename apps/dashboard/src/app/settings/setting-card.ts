import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Setting, SettingsPage, SettingVersion } from '@shared-care/contracts/settings/answers';
import { SETTINGS, type SettingValue } from '@shared-care/contracts/settings/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { HolidayForm } from './holiday-form';
import { SETTING_NOTES } from './setting-fields';
import { SettingForm } from './setting-form';

/** How many lines of a long value show before the rest is unfolded. */
const FIRST_LINES = 10;

/** One setting: what holds, since when and by whom; what waits; how it was before. */
@Component({
  selector: 'sc-setting-card',
  host: { class: 'u-block' },
  imports: [AtTime, HolidayForm, MatButton, ProblemNote, SettingForm],
  templateUrl: './setting-card.html',
  styleUrl: './setting-card.scss',
})
export class SettingCard {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  readonly setting = input.required<Setting>();
  /** A word of warning above the value. */
  readonly warning = input<string | null>(null);
  readonly changed = output<{ page: SettingsPage; words: string }>();
  /** What is on the screen is old. */
  readonly stale = output();

  protected readonly attempt = new Attempt();
  /** What the form begins with while it is open. */
  protected readonly form = signal<SettingValue | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly name = computed(() => SETTINGS[this.setting().key]);
  protected readonly note = computed(() => SETTING_NOTES[this.setting().key]);
  protected readonly lines = computed(() => this.coming(this.setting().current.words));
  protected readonly rest = computed(() => this.setting().current.words.length - this.lines().length);
  protected readonly all = signal(false);
  protected readonly isDefault = computed(
    () => JSON.stringify(this.setting().default) === JSON.stringify(this.setting().current.value),
  );

  /** A long calendar begins with what is still to come when it was folded: its last lines. */
  private coming(words: readonly string[]): readonly string[] {
    return this.all() || words.length <= FIRST_LINES ? words : words.slice(-FIRST_LINES);
  }

  protected by(version: SettingVersion): string {
    if (version.proposedBy === null) return 'Came with the product';
    const second = version.decidedBy === null ? '' : ` and ${version.decidedBy.displayName}`;
    return `${version.proposedBy.displayName}${second}`;
  }

  protected decide(version: SettingVersion, accept: boolean): Promise<void> {
    const words = accept ? `${this.name()}: confirmed.` : `${this.name()}: declined, nothing changes.`;
    return this.run(words, () =>
      this.api.call('POST settings/changes/:id/decide', {
        params: { id: version.id },
        body: { version: version.version, accept },
      }),
    );
  }

  protected proposed(page: SettingsPage): void {
    this.form.set(null);
    this.changed.emit({ page, words: `${this.name()}: the change waits for another person.` });
  }

  private async run(words: string, verb: () => Promise<SettingsPage>): Promise<void> {
    if (this.attempt.busy()) return;
    const page = await this.attempt.run(verb);
    if (page !== null) this.changed.emit({ page, words });
  }
}
