import { Component, computed, input } from '@angular/core';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import { unitsKept } from '@shared-care/domain/clinical-text';
import {
  PLAN_BANDS,
  PLAN_FIELD_NAMES,
  PLAN_FIELDS,
  type PlanBand,
  type PlanFieldName,
} from '@shared-care/domain/emergency-plan';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { CENTRAL_LINES, INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { IdentityLine } from '../identity-line/identity-line';
import { OnDate } from '../on-date/on-date';
import { Allergies } from '../patient-banner/allergies';
import { diagnosisWords } from '../patient-banner/diagnosis-words';
import { RingNow } from '../ring-now/ring-now';
import { PlaceNow } from '../place-now/place-now';
import { TreatmentAdvice } from '../treatments/treatment-advice';
import { TreatmentFlags } from '../treatments/treatment-flags';

interface Section {
  name: PlanFieldName;
  label: string;
  /** One for each line that was written. */
  lines: string[];
}

/** Shown as lists of their own; the rest stand as label and text. */
const LISTED: readonly PlanFieldName[] = ['firstSteps', 'doNot'];

/**
 * The 3 am card: what a local doctor needs, in three bands, on a phone, in a panel and on one A4 page. It shows approved
 * text only, because nothing else ever reaches it, and never hides that a plan is out of date.
 */
@Component({
  selector: 'sc-emergency-card',
  host: { class: 'u-block' },
  imports: [Allergies, IdentityLine, OnDate, RingNow, PlaceNow, TreatmentAdvice, TreatmentFlags],
  templateUrl: './emergency-card.html',
  styleUrl: './emergency-card.scss',
})
export class EmergencyCardView {
  readonly card = input.required<EmergencyCard>();
  /** Today, `yyyy-mm-dd`, from the server's clock. */
  readonly today = input.required<string>();
  /** The red band without identity, numbers and risks: for a page that shows those already. */
  readonly short = input(false);
  /** False where a banner above says who it is. */
  readonly withIdentity = input(true);

  protected readonly plan = computed(() => this.card().plan);
  /** One number above all, so that the first step stands on the first screen of a phone. */
  protected readonly first = computed(() => this.card().ringNow.slice(0, 1));
  protected readonly others = computed(() => this.card().ringNow.slice(1));
  protected readonly firstSteps = computed(() => this.lines('firstSteps'));
  protected readonly doNot = computed(() => this.lines('doNot'));
  protected readonly red = computed(() => this.sections('red'));
  protected readonly amber = computed(() => this.sections('amber'));
  protected readonly green = computed(() => this.sections('green'));
  protected readonly bands = PLAN_BANDS;
  protected readonly inhibitors = INHIBITOR_STATES;
  protected readonly centralLines = CENTRAL_LINES;
  protected readonly diagnosis = diagnosisWords;
  protected readonly day = (instant: string): string => londonDate(new Date(instant));
  protected readonly asOf = computed(() => {
    const at = new Date(this.card().now);
    return `${shortDate(londonDate(at))} ${londonTime(at)}`;
  });
  protected readonly warnings = computed(() => {
    const weight = this.card().weightWarning;
    return [...(this.plan()?.changes ?? []), ...(weight === null ? [] : [weight])].map(unitsKept);
  });

  private sections(band: PlanBand): Section[] {
    return PLAN_FIELD_NAMES.filter((name) => PLAN_FIELDS[name].band === band && !LISTED.includes(name))
      .map((name) => ({ name, label: PLAN_FIELDS[name].label, lines: this.lines(name) }))
      .filter(({ lines }) => lines.length > 0);
  }

  private lines(name: PlanFieldName): string[] {
    return unitsKept(this.plan()?.sections?.[name] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
}
