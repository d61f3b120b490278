import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { UnitFact, UnitFacts, UnitPage } from '@shared-care/contracts/unit';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../shell/attempt';
import { fieldProblem } from '../shell/problem';
import { HospitalSearch } from './hospital-search';
import { SetUpStore } from './set-up-store';

const BUTTON: Record<UnitFact, { first: string; again: string }> = {
  hospital: { first: 'Set our own hospital', again: 'Propose another hospital' },
  name: { first: 'Set the name', again: 'Propose another name' },
  sender: { first: 'Set the sender', again: 'Propose another sender' },
};

/** Says one fact of the unit. The first time it counts at once; after that another admin confirms it. */
@Component({
  selector: 'sc-unit-fact-form',
  imports: [Field, HospitalSearch, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote],
  template: `
    @if (stands() && !changing()) {
      <button matButton="outlined" type="button" (click)="changing.set(true)">{{ words().again }}</button>
    } @else {
      <form novalidate (submit)="save($event)">
        @switch (what()) {
          @case ('hospital') {
            <sc-hospital-search [error]="error('hospitalId')" [(chosen)]="hospital" />
          }
          @case ('name') {
            <sc-field
              label="Name of the unit"
              hint="As it stands on letters, mail and the sign-in page"
              [error]="error('name')"
            >
              <mat-form-field
                ><input matInput autocomplete="off" [value]="name()" (input)="name.set($any($event.target).value)"
              /></mat-form-field>
            </sc-field>
          }
          @case ('sender') {
            <sc-field label="Sender name" hint="What readers see, for example “Shared Care”" [error]="error('name')">
              <mat-form-field
                ><input
                  matInput
                  autocomplete="off"
                  [value]="senderName()"
                  (input)="senderName.set($any($event.target).value)"
              /></mat-form-field>
            </sc-field>
            <sc-field label="Sender address" hint="A mailbox that somebody reads" [error]="error('address')">
              <mat-form-field
                ><input
                  matInput
                  type="email"
                  autocomplete="off"
                  [value]="address()"
                  (input)="address.set($any($event.target).value)"
              /></mat-form-field>
            </sc-field>
          }
        }
        @if (stands()) {
          <sc-field label="Why it changes" hint="The admin who confirms reads it" [error]="error('reason')">
            <mat-form-field
              ><input matInput autocomplete="off" [value]="reason()" (input)="reason.set($any($event.target).value)"
            /></mat-form-field>
          </sc-field>
        }
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not saved." [problem]="problem" />
        }
        <div class="row">
          <button [matButton]="stands() ? 'outlined' : 'filled'" type="submit" [disabled]="attempt.busy()">
            {{ stands() ? words().again : words().first }}
          </button>
          @if (stands()) {
            <button matButton type="button" (click)="changing.set(false)">Cancel</button>
          }
        </div>
      </form>
    }
  `,
  styles: `
    form {
      max-inline-size: 36rem;
      margin-block-start: 0.75rem;
    }
    mat-form-field {
      inline-size: 100%;
    }
  `,
})
export class UnitFactForm {
  readonly what = input.required<UnitFact>();
  readonly facts = input.required<UnitFacts>();
  readonly changed = output<{ page: UnitPage; waits: boolean }>();
  /** Somebody else was first: what is on the screen is old. */
  readonly stale = output();

  private readonly store = inject(SetUpStore);
  protected readonly attempt = new Attempt();
  protected readonly changing = signal(false);
  protected readonly stands = computed(() => this.facts()[this.what()] !== null);
  protected readonly words = computed(() => BUTTON[this.what()]);
  protected readonly hospital = signal<string | null>(null);
  // By value: the page fetches itself again whenever anything changes, and what is typed meanwhile stays.
  private readonly nameNow = computed(() => this.facts().name ?? '');
  private readonly senderNow = computed(() => this.facts().sender?.name ?? 'Shared Care');
  private readonly addressNow = computed(() => this.facts().sender?.address ?? '');
  protected readonly name = linkedSignal(() => this.nameNow());
  protected readonly senderName = linkedSignal(() => this.senderNow());
  protected readonly address = linkedSignal(() => this.addressNow());
  protected readonly reason = signal('');

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const seen = { version: this.facts().version, reason: this.reason() };
    const waits = this.stands();
    const what = this.what();
    const page = await this.attempt.run(() => {
      if (what === 'hospital') return this.store.propose({ what, ...seen, hospitalId: this.hospital() ?? '' });
      if (what === 'name') return this.store.propose({ what, ...seen, name: this.name() });
      return this.store.propose({ what, ...seen, name: this.senderName(), address: this.address() });
    });
    if (page === null) {
      if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
      return;
    }
    this.changing.set(false);
    this.reason.set('');
    this.changed.emit({ page, waits });
  }
}
