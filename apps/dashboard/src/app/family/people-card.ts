import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { Family, FamilyPerson } from '@shared-care/contracts/family/answers';
import {
  INTERPRETER,
  LIVES_WITH,
  PARENTAL_RESPONSIBILITY,
  RELATIONSHIPS,
  RING_AT_NIGHT,
} from '@shared-care/domain/family';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ReasonForm } from '../forms/reason-form';
import { Attempt } from '../core/attempt';
import type { FamilyTaken } from './family-taken';
import { PersonForm } from './person-form';

/** Parents and carers: who they are, who decides with them, how they are rung. */
@Component({
  selector: 'sc-people-card',
  host: { class: 'u-block' },
  imports: [AtTime, MatButtonModule, OnDate, PersonForm, Phone, ProblemNote, ReasonForm],
  templateUrl: './people-card.html',
  styleUrl: './family-card.scss',
})
export class PeopleCard {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly family = input.required<Family>();
  readonly today = input.required<string>();
  readonly mayChange = input.required<boolean>();
  readonly took = output<FamilyTaken>();

  protected readonly here = computed(() =>
    this.family().people.filter(({ endedOn, struckOut }) => endedOn === null && struckOut === null),
  );
  protected readonly gone = computed(() =>
    this.family().people.filter(({ endedOn, struckOut }) => endedOn !== null || struckOut !== null),
  );
  /** Whose form is open: an id, or `new`. */
  protected readonly open = signal<{ whose: string; what: 'change' | 'end' | 'strike' } | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly relationships = RELATIONSHIPS;
  protected readonly responsibility = PARENTAL_RESPONSIBILITY;
  protected readonly living = LIVES_WITH;
  protected readonly interpreter = INTERPRETER;
  protected readonly night = RING_AT_NIGHT;

  protected isOpen(whose: string): 'change' | 'end' | 'strike' | null {
    const open = this.open();
    return open?.whose === whose ? open.what : null;
  }

  protected who({ relationship, relationshipWords }: FamilyPerson): string {
    return relationshipWords ?? RELATIONSHIPS[relationship];
  }

  /** Where somebody lives who has a home of their own; nothing while it is kept back. */
  protected elsewhere({ sameAddress, address, postcode }: FamilyPerson): string | null {
    if (sameAddress || this.family().keptBack || !this.mayChange()) return null;
    return [address ?? 'Address not recorded', postcode].filter((part) => part !== null).join(', ');
  }

  protected changed(answer: Family, person: FamilyPerson | null): void {
    const words = person === null ? 'Person added' : `${person.name} changed`;
    this.open.set(null);
    this.took.emit({ answer, words, undo: null });
  }

  protected async strike(person: FamilyPerson, because: string): Promise<void> {
    const { id, version, name } = person;
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/strike-out', {
        params: { id: this.patientId() },
        body: { part: 'person', id, version, because },
      }),
    );
    if (answer === null) return;
    this.open.set(null);
    const undo = () =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'person', id, version: version + 1 },
      });
    this.took.emit({ answer, words: `${name} struck out`, undo });
  }

  protected async restore({ id, version, name }: FamilyPerson): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/restore', {
        params: { id: this.patientId() },
        body: { part: 'person', id, version },
      }),
    );
    if (answer !== null) this.took.emit({ answer, words: `${name} is back`, undo: null });
  }
}
