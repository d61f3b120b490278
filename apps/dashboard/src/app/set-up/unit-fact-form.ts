import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { UnitFacts, UnitPage } from '@shared-care/contracts/unit/answers';
import type { ProposeUnitChange, UnitFact } from '@shared-care/contracts/unit/shapes';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { HospitalSearch } from './hospital-search';

const BUTTON: Record<UnitFact, { first: string; again: string }> = {
  hospital: { first: 'Set our own hospital', again: 'Propose another hospital' },
  name: { first: 'Set the name', again: 'Propose another name' },
  sender: { first: 'Set the sender', again: 'Propose another sender' },
  address: { first: 'Set the postal address', again: 'Propose another address' },
};

const LABEL: Record<UnitFact, string> = {
  hospital: 'Our own hospital',
  name: 'Name of the unit',
  sender: 'Sender of mail',
  address: 'Postal address',
};

/** Says one fact of the unit. The first time it counts at once; after that another admin confirms it. */
@Component({
  selector: 'sc-unit-fact-form',
  imports: [Field, HospitalSearch, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote, SavedMeanwhile],
  template: `
    @if (stands() && !changing()) {
      <button matButton="outlined" type="button" (click)="changing.set(true)">{{ words().again }}</button>
    } @else {
      <form class="u-w-m u-mt-3" novalidate (submit)="save($event)">
        @switch (what()) {
          @case ('hospital') {
            <sc-hospital-search
              [error]="error('hospitalId')"
              [chosen]="typed().hospital"
              (chosenChange)="set({ hospital: $event })"
            />
          }
          @case ('name') {
            <sc-field
              label="Name of the unit"
              hint="As it stands on letters, mail and the sign-in page"
              [error]="error('name')"
            >
              <mat-form-field
                ><input
                  matInput
                  autocomplete="off"
                  [value]="typed().name"
                  (input)="set({ name: $any($event.target).value })"
              /></mat-form-field>
            </sc-field>
          }
          @case ('sender') {
            <sc-field label="Sender name" hint="What readers see, for example “Shared Care”" [error]="error('name')">
              <mat-form-field
                ><input
                  matInput
                  autocomplete="off"
                  [value]="typed().senderName"
                  (input)="set({ senderName: $any($event.target).value })"
              /></mat-form-field>
            </sc-field>
            <sc-field label="Sender address" hint="A mailbox that somebody reads" [error]="error('address')">
              <mat-form-field
                ><input
                  matInput
                  type="email"
                  autocomplete="off"
                  [value]="typed().address"
                  (input)="set({ address: $any($event.target).value })"
              /></mat-form-field>
            </sc-field>
          }
          @case ('address') {
            <sc-field
              label="Postal address"
              hint="One line beneath the other, as on an envelope; without name and postcode"
              [error]="error('lines')"
            >
              <mat-form-field>
                <textarea
                  matInput
                  rows="4"
                  maxlength="304"
                  autocomplete="off"
                  [value]="typed().lines"
                  (input)="set({ lines: $any($event.target).value })"
                ></textarea>
              </mat-form-field>
            </sc-field>
            <sc-field label="Postcode" [error]="error('postcode')">
              <mat-form-field class="short"
                ><input
                  matInput
                  maxlength="8"
                  autocomplete="off"
                  [value]="typed().postcode"
                  (input)="set({ postcode: $any($event.target).value })"
              /></mat-form-field>
            </sc-field>
          }
        }
        @if (stands()) {
          <sc-field label="Why it changes" hint="The admin who confirms reads it" [error]="error('reason')">
            <mat-form-field
              ><input
                matInput
                autocomplete="off"
                [value]="typed().reason"
                (input)="set({ reason: $any($event.target).value })"
            /></mat-form-field>
          </sc-field>
        }
        @if (work.meanwhile(); as now) {
          <sc-saved-meanwhile (mine)="keepMine()" (theirs)="stop()">
            <dt>{{ label() }}</dt>
            <dd>{{ inWords(now) }}</dd>
          </sc-saved-meanwhile>
        } @else if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not saved." [problem]="problem" />
        }
        <div class="row">
          <button [matButton]="stands() ? 'outlined' : 'filled'" type="submit" [disabled]="attempt.busy()">
            {{ stands() ? words().again : words().first }}
          </button>
          @if (stands()) {
            <button matButton type="button" (click)="stop()">Cancel</button>
          }
        </div>
      </form>
    }
  `,
  styles: `
    mat-form-field.short {
      max-inline-size: 12rem;
    }
  `,
})
export class UnitFactForm {
  readonly what = input.required<UnitFact>();
  readonly facts = input.required<UnitFacts>();
  readonly changed = output<{ page: UnitPage; waits: boolean }>();
  /** Somebody else was first: what is on the screen is old. */
  readonly stale = output();

  private readonly api = inject(Api);
  protected readonly attempt = new Attempt();
  protected readonly changing = signal(false);
  protected readonly stands = computed(() => this.facts()[this.what()] !== null);
  protected readonly words = computed(() => BUTTON[this.what()]);
  protected readonly work = versionedDraft({
    source: this.facts,
    id: () => this.what(),
    version: ({ version }) => version,
    // The page fetches itself again whenever anything changes: only this fact is news here.
    says: (facts) => facts[this.what()],
    whole: true,
    begin: ({ name, sender, address }) => ({
      hospital: null as string | null,
      name: name ?? '',
      senderName: sender?.name ?? 'Shared Care',
      address: sender?.address ?? '',
      lines: address?.lines.join('\n') ?? '',
      postcode: address?.postcode ?? '',
      reason: '',
    }),
  });
  protected readonly typed = this.work.typed;
  protected readonly label = computed(() => LABEL[this.what()]);

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected inWords(facts: UnitFacts): string {
    if (this.what() === 'hospital') return facts.hospital?.name ?? 'Not recorded';
    if (this.what() === 'name') return facts.name ?? 'Not recorded';
    if (this.what() === 'address')
      return facts.address ? [...facts.address.lines, facts.address.postcode].join(', ') : 'Not recorded';
    return facts.sender ? `${facts.sender.name}, ${facts.sender.address}` : 'Not recorded';
  }

  protected set(part: Partial<ReturnType<typeof this.typed>>): void {
    this.typed.update((typed) => ({ ...typed, ...part }));
  }

  protected stop(): void {
    this.work.takeTheirs();
    this.attempt.forget();
    this.changing.set(false);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const waits = this.stands();
    const page = await this.work.save(
      this.attempt,
      () => this.attempt.run(() => this.api.call('POST unit/changes', { body: this.proposal() })),
      (current) => current as unknown as UnitFacts,
    );
    if (page === null) {
      if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
      return;
    }
    this.stop();
    this.changed.emit({ page, waits });
  }

  private proposal(): ProposeUnitChange {
    const { hospital, name, senderName, address, lines, postcode, reason } = this.typed();
    const seen = { version: this.work.seen().version, reason };
    const what = this.what();
    if (what === 'hospital') return { what, ...seen, hospitalId: hospital ?? '' };
    if (what === 'name') return { what, ...seen, name };
    if (what === 'address') return { what, ...seen, lines: linesIn(lines), postcode };
    return { what, ...seen, name: senderName, address };
  }
}

function linesIn(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
