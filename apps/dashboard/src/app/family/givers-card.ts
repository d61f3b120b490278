import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { Family, GivenTreatment, TreatmentGiver } from '@shared-care/contracts/family/answers';
import { GIVEN_AT, GIVER_CONFIRM_DAYS, GIVERS } from '@shared-care/domain/family';
import { addDays } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ReasonForm } from '../forms/reason-form';
import { Attempt } from '../core/attempt';
import { doseDaysWords } from './dose-days-words';
import { DoseDaysForm } from './dose-days-form';
import type { FamilyTaken } from './family-taken';
import { GiverForm } from './giver-form';

/** Who gives which treatment, where, from when; and which next day has no giver. */
@Component({
  selector: 'sc-givers-card',
  host: { class: 'u-block' },
  imports: [AtTime, DoseDaysForm, GiverForm, MatButtonModule, OnDate, Phone, ProblemNote, ReasonForm],
  templateUrl: './givers-card.html',
  styleUrl: './family-card.scss',
})
export class GiversCard {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly family = input.required<Family>();
  readonly today = input.required<string>();
  readonly mayChange = input.required<boolean>();
  readonly took = output<FamilyTaken>();

  protected readonly treatments = computed(() =>
    this.family().treatments.map((one) => ({
      ...one,
      now: one.givers.filter((giver) => giver.struckOut === null && (giver.untilOn ?? this.today()) >= this.today()),
      before: one.givers.filter((giver) => giver.struckOut !== null || (giver.untilOn ?? this.today()) < this.today()),
    })),
  );
  protected readonly open = signal<string | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly words = GIVERS;
  protected readonly where = GIVEN_AT;
  protected readonly days = doseDaysWords;

  protected nameOf({ giver, organisation, person, hospital }: TreatmentGiver): string {
    return (
      (organisation ?? person ?? hospital)?.name ?? (giver === 'child' ? GIVERS.child : `${GIVERS[giver]}, kept back`)
    );
  }

  /** Agreed so long ago that it is asked again. */
  protected isOld({ agreedOn }: TreatmentGiver): boolean {
    return agreedOn !== null && addDays(agreedOn, GIVER_CONFIRM_DAYS) < this.today();
  }

  protected saved(answer: Family, words: string): void {
    this.open.set(null);
    this.took.emit({ answer, words, undo: null });
  }

  protected async confirm(one: GivenTreatment, giver: TreatmentGiver): Promise<void> {
    const who = giver.organisation ?? giver.person ?? giver.hospital;
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/givers', {
        params: { id: this.patientId() },
        body: {
          id: giver.id,
          version: giver.version,
          entryId: one.entryId,
          giver: giver.giver,
          whoId: who?.id ?? null,
          givenAt: giver.givenAt,
          agreedOn: this.today(),
          fromOn: giver.fromOn,
          untilOn: giver.untilOn,
          note: giver.note ?? '',
        },
      }),
    );
    if (answer !== null) this.took.emit({ answer, words: `${this.nameOf(giver)} agreed today`, undo: null });
  }

  protected async strike(giver: TreatmentGiver, because: string): Promise<void> {
    const { id, version } = giver;
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/strike-out', {
        params: { id: this.patientId() },
        body: { part: 'giver', id, version, because },
      }),
    );
    if (answer === null) return;
    this.open.set(null);
    const undo = () =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'giver', id, version: version + 1 },
      });
    this.took.emit({ answer, words: `${this.nameOf(giver)} struck out`, undo });
  }

  protected async restore(giver: TreatmentGiver): Promise<void> {
    const { id, version } = giver;
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'giver', id, version },
      }),
    );
    if (answer !== null) this.took.emit({ answer, words: `${this.nameOf(giver)} is back`, undo: null });
  }
}
