import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { ChildPlace, Family } from '@shared-care/contracts/family/answers';
import { KIND_OF_ROLE, PLACE_ROLES, type PlaceRole } from '@shared-care/domain/family';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ReasonForm } from '../forms/reason-form';
import { Attempt } from '../core/attempt';
import type { FamilyTaken } from './family-taken';
import { OrganisationForm } from './organisation-form';
import { PlaceForm } from './place-form';

type Doing = 'other' | 'mend' | 'strike';

/** GP practice, school, dentist and community team of a child. */
@Component({
  selector: 'sc-places-card',
  host: { class: 'u-block' },
  imports: [AtTime, MatButtonModule, OnDate, OrganisationForm, Phone, PlaceForm, ProblemNote, ReasonForm],
  templateUrl: './places-card.html',
  styleUrl: './family-card.scss',
})
export class PlacesCard {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly family = input.required<Family>();
  readonly today = input.required<string>();
  readonly mayChange = input.required<boolean>();
  readonly took = output<FamilyTaken>();
  /** A place was set right: the record says it anew. */
  readonly mended = output();

  protected readonly roles = computed(() =>
    (Object.entries(PLACE_ROLES) as [PlaceRole, string][]).map(([role, words]) => ({
      role,
      words,
      places: this.family().places.filter((place) => place.role === role && isNow(place)),
    })),
  );
  protected readonly before = computed(() => this.family().places.filter((place) => !isNow(place)));
  /** GP keeps its capitals. */
  protected readonly inSentence = (words: string): string =>
    /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
  protected readonly mayWrite = computed(() => this.mayChange() && !this.family().keptBack);
  /** Of which role or entry a form is open. */
  protected readonly open = signal<{ whose: string; what: Doing } | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly kindOf = KIND_OF_ROLE;
  protected readonly words = PLACE_ROLES;

  protected isOpen(whose: string, what: Doing): boolean {
    const open = this.open();
    return open?.whose === whose && open.what === what;
  }

  protected saved(answer: Family, role: PlaceRole): void {
    this.open.set(null);
    this.took.emit({ answer, words: `${PLACE_ROLES[role]} saved`, undo: null });
  }

  protected mend(): void {
    this.open.set(null);
    this.mended.emit();
  }

  protected async end(place: ChildPlace): Promise<void> {
    const { id, role, organisation, fromOn, version } = place;
    const change = { id, role, organisationId: organisation!.id, fromOn };
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/places', {
        params: { id: this.patientId() },
        body: { ...change, version, untilOn: this.today() },
      }),
    );
    if (answer === null) return;
    const undo = () =>
      this.api.call('POST patients/:id/family/places', {
        params: { id: this.patientId() },
        body: { ...change, version: version + 1, untilOn: null },
      });
    this.took.emit({ answer, words: `${organisation!.name} ended today`, undo });
  }

  protected async strike({ id, version, role }: ChildPlace, because: string): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/strike-out', {
        params: { id: this.patientId() },
        body: { part: 'place', id, version, because },
      }),
    );
    if (answer === null) return;
    this.open.set(null);
    const undo = () =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'place', id, version: version + 1 },
      });
    this.took.emit({ answer, words: `${PLACE_ROLES[role]} struck out`, undo });
  }

  protected async restore({ id, version, role }: ChildPlace): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'place', id, version },
      }),
    );
    if (answer !== null) this.took.emit({ answer, words: `${PLACE_ROLES[role]} is back`, undo: null });
  }
}

function isNow({ untilOn, struckOut }: ChildPlace): boolean {
  return untilOn === null && struckOut === null;
}
