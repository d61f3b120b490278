import { Component, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { addDays, londonDate, londonInstant } from '@shared-care/domain/london-time';
import { ServerClock } from '../core/server-clock';
import { typedTime } from '../forms/checked-form';

const MINUTE = 60_000;

/** The times people choose most, one press each. */
@Component({
  selector: 'sc-time-presets',
  host: { class: 'row u-stretch' },
  imports: [MatButton],
  template: `
    @for (preset of presets; track preset.word) {
      <button type="button" matButton="outlined" (click)="pick(preset.of)">{{ preset.word }}</button>
    }
  `,
  styles: `
    button {
      --mat-button-outlined-label-text-weight: 400;
      padding-inline: 0.75rem;
    }
  `,
})
export class TimePresets {
  private readonly clock = inject(ServerClock);
  /** As a date and time box takes it. */
  readonly picked = output<string>();

  protected readonly presets: { word: string; of: (now: Date) => Date }[] = [
    { word: '30 min', of: (now) => new Date(now.getTime() + 30 * MINUTE) },
    { word: '1 h', of: (now) => new Date(now.getTime() + 60 * MINUTE) },
    { word: '2 h', of: (now) => new Date(now.getTime() + 120 * MINUTE) },
    { word: 'Tomorrow 09:00', of: (now) => londonInstant(addDays(londonDate(now), 1), '09:00') },
  ];

  protected pick(of: (now: Date) => Date): void {
    this.picked.emit(typedTime(of(this.clock.read())));
  }
}
