import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSelectModule } from '@angular/material/select';
import type { Family, FamilyPerson } from '@shared-care/contracts/family/answers';
import { SavePerson } from '@shared-care/contracts/family/shapes';
import {
  INTERPRETER,
  LIVES_WITH,
  PARENTAL_RESPONSIBILITY,
  RELATIONSHIPS,
  RING_AT_NIGHT,
  type Interpreter,
  type LivesWith,
  type ParentalResponsibility,
  type Relationship,
  type RingAtNight,
} from '@shared-care/domain/family';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';

interface Draft {
  name: string;
  relationship: Relationship | '';
  relationshipWords: string;
  parentalResponsibility: ParentalResponsibility;
  livesWith: LivesWith;
  phone: string;
  otherPhone: string;
  email: string;
  sameAddress: boolean;
  address: string;
  postcode: string;
  language: string;
  interpreter: Interpreter;
  ringAtNight: RingAtNight;
  endedOn: string;
  endedBecause: string;
}

const BLANK: Draft = {
  ...{ name: '', relationship: '', relationshipWords: '', parentalResponsibility: 'not_known', livesWith: 'not_known' },
  ...{ phone: '', otherPhone: '', email: '', sameAddress: true, address: '', postcode: '', language: '' },
  ...{ interpreter: 'not_asked', ringAtNight: 'not_asked', endedOn: '', endedBecause: '' },
};

/** A parent or carer is recorded, set right, or no longer around the child. */
@Component({
  selector: 'sc-person-form',
  imports: [
    DayBox,
    Field,
    FormField,
    MatButtonModule,
    MatCheckboxModule,
    MatFormFieldModule,
    MatInputModule,
    MatRadioModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
  ],
  templateUrl: './person-form.html',
})
export class PersonForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  /** Null: somebody new. */
  readonly person = input.required<FamilyPerson | null>();
  readonly ending = input(false);
  readonly keptBack = input.required<boolean>();
  readonly today = input.required<string>();
  readonly saved = output<Family>();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  protected readonly work = versionedDraft({
    source: () => this.person(),
    id: (person) => `${this.patientId()} ${person?.id ?? 'new'} ${this.ending()}`,
    version: (person) => person?.version ?? 0,
    begin: (person): Draft => (person === null ? BLANK : draftOf(person)),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) => checkedBy(path, this.schema, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly relationships = entries(RELATIONSHIPS);
  protected readonly responsibilities = entries(PARENTAL_RESPONSIBILITY);
  protected readonly living = entries(LIVES_WITH);
  protected readonly interpreters = entries(INTERPRETER);
  protected readonly nights = entries(RING_AT_NIGHT);
  protected readonly words = { RELATIONSHIPS, PARENTAL_RESPONSIBILITY, LIVES_WITH, INTERPRETER, RING_AT_NIGHT };

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  protected takeTheirs(): void {
    this.work.takeTheirs();
    this.closed.emit();
  }

  /** Somebody who is no longer there needs the day; the wire itself leaves it open. */
  private get schema() {
    return SavePerson.superRefine(({ endedOn }, context) => {
      if (this.ending() && endedOn === null)
        context.addIssue({ code: 'custom', path: ['endedOn'], message: 'Enter the last day.' });
    });
  }

  private async send(): Promise<void> {
    const saved = await this.work.save(
      this.attempt,
      () =>
        send(this.changing, this.attempt, () =>
          this.api.call('POST patients/:id/family/people', {
            params: { id: this.patientId() },
            body: this.toWire(this.draft()),
          }),
        ),
      (current) => current as unknown as FamilyPerson,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  /** What is not chosen yet is no member of its list; the schema says what to choose. */
  private toWire(draft: Draft): SavePerson {
    return {
      ...draft,
      id: this.person()?.id ?? this.newId,
      version: this.work.seen()?.version ?? 0,
      relationship: draft.relationship as Relationship,
      email: draft.email.trim(),
      ...(draft.sameAddress ? { address: '', postcode: '' } : {}),
      endedOn: orNull(draft.endedOn),
    };
  }
}

function draftOf(one: FamilyPerson): Draft {
  return {
    name: one.name,
    relationship: one.relationship,
    relationshipWords: one.relationshipWords ?? '',
    parentalResponsibility: one.parentalResponsibility,
    livesWith: one.livesWith,
    phone: one.phone ?? '',
    otherPhone: one.otherPhone ?? '',
    email: one.email ?? '',
    sameAddress: one.sameAddress,
    address: one.sameAddress ? '' : (one.address ?? ''),
    postcode: one.sameAddress ? '' : (one.postcode ?? ''),
    language: one.language ?? '',
    interpreter: one.interpreter,
    ringAtNight: one.ringAtNight,
    endedOn: one.endedOn ?? '',
    endedBecause: one.endedBecause ?? '',
  };
}

function entries<K extends string>(list: Readonly<Record<K, string>>): [K, string][] {
  return Object.entries(list) as [K, string][];
}
