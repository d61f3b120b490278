import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { londonDate } from '@shared-care/domain/london-time';
import { CENTRAL_LINES, INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { treatmentFlag } from '@shared-care/domain/treatments';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon } from '@shared-care/ui/icon/icon';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Allergies } from '@shared-care/ui/patient-banner/allergies';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { TierMark } from '@shared-care/ui/tier/tier';
import { ServerClock } from '../core/server-clock';
import { childOf } from './alert-said';
import type { AlertCommand, Allowed } from './alert-commands';
import type { Next } from './next-action';
import { hereWords, tierClock, treatedWords } from './row-words';
import { tierAndReason } from './story-items';

/** The child, the clock, the owner and what is next: stays in sight whatever is typed below. */
@Component({
  selector: 'sc-alert-header',
  host: { class: 'u-rowtext u-block' },
  imports: [
    Allergies,
    AtTime,
    Avatar,
    Icon,
    MatButton,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NhsNumber,
    OnDate,
    RouterLink,
    TierMark,
  ],
  templateUrl: './alert-header.html',
  styleUrl: './alert-header.scss',
})
export class AlertHeader {
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly me = input<string | null>(null);
  readonly next = input.required<Next>();
  readonly may = input.required<Allowed>();
  /** A form is open, and has the filled button. */
  readonly busyWith = input<string | null>(null);
  readonly busy = input(false);
  readonly disabledBecause = input<string | null>(null);
  /** Why the person's last press changed nothing. */
  readonly refusal = input<string | null>(null);
  readonly asked = output<AlertCommand>();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly name = computed(() => childOf(this.alert()));
  protected readonly mine = computed(() => this.alert().owner?.id === this.me());
  protected readonly tier = computed(() => tierAndReason(this.alert()));
  protected readonly reason = computed(() => TIER_TRIGGERS[this.alert().trigger].words);
  protected readonly tierClock = computed(() => tierClock(this.alert(), this.clock.now()));
  protected readonly age = computed(() => {
    const birthDate = this.alert().patient?.birthDate;
    return birthDate === undefined
      ? null
      : { short: ageAt(birthDate, this.today()), long: ageInWords(birthDate, this.today()) };
  });
  protected readonly diagnosis = diagnosisWords;
  /** What makes any bleed of this child more dangerous; the allergy has a place of its own. */
  protected readonly dangers = computed(() => {
    const { risks } = this.alert();
    if (risks === null) return [];
    return [
      risks.inhibitor === 'present' || risks.inhibitor === 'past' ? INHIBITOR_STATES[risks.inhibitor] : null,
      ...risks.treatments.filter(({ redWhenBleeding }) => redWhenBleeding).map(treatmentFlag),
      risks.centralLine === 'none' ? null : CENTRAL_LINES[risks.centralLine],
    ].filter((words) => words !== null);
  });
  protected readonly here = computed(() => {
    const { attendance } = this.alert();
    return attendance === null ? null : hereWords(attendance, this.clock.now());
  });
  protected readonly treated = computed(() => {
    const { attendance } = this.alert();
    return attendance === null ? null : treatedWords(attendance, this.clock.now());
  });
  /** The button of the next step, which alone is filled; while a form is open, that has it. */
  protected readonly filled = computed(() => (this.busyWith() === null ? this.next().action : null));
}
