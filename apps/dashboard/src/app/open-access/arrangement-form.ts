import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ArrangementContentView, ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import { ArrangementInput } from '@shared-care/contracts/open-access/shapes';
import { londonDate, londonInstant, londonTime } from '@shared-care/domain/london-time';
import type { PhoneBand } from '@shared-care/domain/open-access-bands';
import {
  contentGaps,
  latestReviewBy,
  OPEN_ACCESS_EXCLUSIONS,
  OPEN_ACCESS_REASONS,
  type OpenAccessExclusion,
  type OpenAccessReason,
} from '@shared-care/domain/open-access-content';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { WeekBar } from '@shared-care/ui/week-bar/week-bar';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Field } from '@shared-care/ui/field/field';
import { dateOfDay } from '@shared-care/ui/british-dates/day';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Api } from '../core/api';
import { Drafts } from '../forms/drafts';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { ArrangementContentList } from './arrangement-content';
import { BandList } from './band-list';

/** What is typed; dates and times as London shows them. */
interface Typed extends Omit<ArrangementInput, 'startsAt' | 'grantHours'> {
  startsOn: string;
  startsTime: string;
  /** As typed; of a standing arrangement empty. */
  grantHours: string;
  short: boolean;
}

/** Writes a draft: what is missing is named as it is typed, and again when sending is refused. */
@Component({
  selector: 'sc-arrangement-form',
  host: { class: 'u-block' },
  imports: [MatButton, DayBox, Field, SelectBox, ArrangementContentList, BandList, OnDate, ProblemNote, WeekBar],
  templateUrl: './arrangement-form.html',
  styleUrl: './arrangement-form.scss',
})
export class ArrangementForm {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly arrangement = input.required<ArrangementDetail>();
  readonly changed = output<ArrangementDetail>();

  private readonly work = versionedDraft({
    source: this.arrangement,
    id: ({ id }) => id,
    version: ({ version }) => version,
    begin: ({ content }) => typedFrom(content),
    whole: true,
    kept: { form: 'open-access', drafts: inject(Drafts) },
  });
  protected readonly typed = this.work.typed;
  protected readonly unsaved = this.work.changed;
  /** The version another person saved meanwhile. */
  protected readonly theirs = this.work.meanwhile;
  protected readonly attempt = new Attempt();
  protected readonly gapsShown = signal(false);
  /** Said once the server has it, until something is typed again. */
  protected readonly savedWords = signal('');

  protected readonly gaps = computed(() => {
    const content = toInput(this.typed());
    const { birthDate } = this.arrangement().patient;
    return contentGaps({ ...content, startsAt: new Date(content.startsAt) }, birthDate);
  });
  protected readonly latest = computed(() =>
    latestReviewBy(
      dateOfDay(this.typed().startsOn) === null ? '2000-01-01' : this.typed().startsOn,
      this.arrangement().patient.birthDate,
    ),
  );
  protected readonly badFields = computed(() => {
    const result = ArrangementInput.safeParse(toInput(this.typed()));
    return result.success ? [] : result.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
  });

  protected readonly reasons = Object.entries(OPEN_ACCESS_REASONS) as [OpenAccessReason, string][];
  protected readonly exclusions = Object.entries(OPEN_ACCESS_EXCLUSIONS) as [OpenAccessExclusion, string][];

  protected set<K extends keyof Typed>(field: K, value: Typed[K]): void {
    this.savedWords.set('');
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected toggle<T>(list: readonly T[], value: T, on: boolean): T[] {
    return on ? [...list, value] : list.filter((other) => other !== value);
  }

  protected setBands(bands: PhoneBand[]): void {
    this.set('phoneBands', bands);
  }

  /** Of a field: what cannot be saved at once, and what is missing once somebody tried to send. */
  protected errorOf(field: string): string | null {
    const bad = this.badFields().find((each) => each.field === field);
    if (bad && this.unsaved()) return bad.message;
    const refused = this.attempt.problem()?.errors?.find((error) => error.field === `content.${field}`);
    if (refused) return refused.message;
    return this.gapsShown() ? (this.gaps().find((gap) => gap.field === field)?.message ?? null) : null;
  }

  protected async save(): Promise<ArrangementDetail | null> {
    if (this.badFields().length > 0) {
      this.focusFirst(this.badFields()[0]!.field);
      return null;
    }
    const { id } = this.arrangement();
    const answer = await this.work.save(
      this.attempt,
      () =>
        this.attempt.run(() =>
          this.api.call('POST open-access/:id/save', {
            params: { id },
            body: { version: this.work.seen().version, content: toInput(this.typed()) },
          }),
        ),
      () => this.api.call('GET open-access/:id', { params: { id } }),
    );
    if (answer === null) return null;
    this.work.takeTheirs(answer);
    this.changed.emit(answer);
    this.savedWords.set('Draft saved.');
    return answer;
  }

  protected async send(): Promise<void> {
    this.gapsShown.set(true);
    if (this.gaps().length > 0) return this.focusFirst(this.gaps()[0]!.field);
    const saved = this.unsaved() ? await this.save() : this.arrangement();
    if (saved === null) return;
    const answer = await this.attempt.run(() =>
      this.api.call('POST open-access/:id/send', { params: { id: saved.id }, body: { version: saved.version } }),
    );
    if (answer !== null) this.changed.emit(answer);
  }

  protected async discard(): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST open-access/:id/discard', {
        params: { id: this.arrangement().id },
        body: { version: this.arrangement().version },
      }),
    );
    if (answer === null) return;
    this.work.takeTheirs(answer);
    this.changed.emit(answer);
  }

  /** Somebody else saved first: goes on from their version, with either text. */
  protected settle(whose: 'mine' | 'theirs'): void {
    const theirs = this.theirs();
    if (theirs === null) return;
    if (whose === 'mine') this.work.keepMine();
    else this.work.takeTheirs();
    this.attempt.forget();
    this.changed.emit(theirs);
  }

  private focusFirst(field: string): void {
    const box = this.host.nativeElement.querySelector<HTMLElement>(
      `[data-field="${field}"] :is(input, textarea, mat-select, button)`,
    );
    box?.focus();
  }
}

function typedFrom(content: ArrangementContentView): Typed {
  const starts = new Date(content.startsAt);
  return {
    unitId: content.unitId,
    reasons: content.reasons,
    otherReasons: content.otherReasons,
    whereInHours: content.whereInHours,
    whereOutOfHours: content.whereOutOfHours,
    phoneFirst: content.phoneFirst,
    // What the directory says of a number is not part of what is agreed.
    phoneBands: content.phoneBands.map(({ stale: _, gone: __, ...band }) => band),
    exclusions: content.exclusions,
    otherExclusions: content.otherExclusions,
    reviewBy: content.reviewBy,
    issuedById: content.issuedById,
    startsOn: londonDate(starts),
    startsTime: londonTime(starts),
    grantHours: content.grantHours === null ? '' : String(content.grantHours),
    short: content.grantHours !== null,
  };
}

function toInput({ startsOn, startsTime, grantHours, short, ...same }: Typed): ArrangementInput {
  const time = short && /^\d\d:\d\d$/.test(startsTime) ? startsTime : '00:00';
  return {
    ...same,
    startsAt: /^\d{4}-\d\d-\d\d$/.test(startsOn) ? londonInstant(startsOn, time).toISOString() : '',
    grantHours: short ? Number(grantHours) : null,
  };
}
