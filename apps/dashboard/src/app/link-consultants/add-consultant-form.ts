import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { LinkConsultantList } from '@shared-care/contracts/link-consultants/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TypedDate } from '@shared-care/ui/typed-date/typed-date';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

@Component({
  selector: 'sc-add-consultant-form',
  imports: [MatButton, SelectBox, HospitalPicker, ProblemNote, TypedDate],
  template: `
    <form class="card u-w-form u-mb-4" novalidate aria-labelledby="add-consultant" (submit)="save($event)">
      <h2 id="add-consultant">Add link consultant</h2>
      <sc-hospital-picker [(value)]="hospitalId" />
      @if (problemOf('hospitalId'); as words) {
        <p class="error u-fault">{{ words }}</p>
      }
      @if (accountsThere().length > 0) {
        <sc-select
          label="Account"
          none="Has no account yet"
          [options]="accountsThere()"
          [error]="problemOf('userId')"
          [value]="userId()"
          (valueChange)="choose($event)"
        />
      }
      <div class="field">
        <label for="consultant-name">Name</label>
        <input
          id="consultant-name"
          type="text"
          autocomplete="off"
          [value]="name()"
          (input)="name.set($any($event.target).value)"
        />
        @if (problemOf('name'); as words) {
          <span class="error u-fault">{{ words }}</span>
        }
      </div>
      <div class="field">
        <label for="consultant-phone">Phone <span class="optional">optional</span></label>
        <input
          id="consultant-phone"
          type="tel"
          autocomplete="off"
          [value]="phone()"
          (input)="phone.set($any($event.target).value)"
        />
      </div>
      <sc-typed-date boxId="consultant-from" label="First day" [error]="problemOf('fromOn')" [(value)]="fromOn" />
      @if (attempt.problem(); as problem) {
        @if ((problem.errors ?? []).length === 0) {
          <sc-problem-note lead="Not added." [problem]="problem" />
        }
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Add</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class AddConsultantForm {
  private readonly api = inject(Api);
  readonly accounts = input.required<LinkConsultantList['accountsWithoutPost']>();
  readonly added = output();
  readonly closed = output();

  protected readonly hospitalId = signal('');
  protected readonly accountsThere = computed(() =>
    this.accounts().filter(({ hospitalId }) => hospitalId === this.hospitalId()),
  );
  /** The chosen account, as long as it belongs to the chosen hospital. */
  protected readonly userId = linkedSignal<readonly { id: string }[], string>({
    source: this.accountsThere,
    computation: (there, before) => (there.some(({ id }) => id === before?.value) ? before!.value : ''),
  });
  protected readonly name = signal('');
  protected readonly phone = signal('');
  protected readonly fromOn = signal('');
  protected readonly attempt = new Attempt();

  protected problemOf(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected choose(id: string): void {
    const before = this.accountsThere().find((one) => one.id === this.userId());
    const chosen = this.accountsThere().find((one) => one.id === id);
    this.userId.set(id);
    // A name somebody typed stays.
    if (chosen && (this.name().trim() === '' || this.name() === before?.name)) this.name.set(chosen.name);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.attempt.run(() =>
      this.api.call('POST link-consultants', {
        body: {
          hospitalId: this.hospitalId(),
          name: this.name(),
          phone: this.phone().trim() || null,
          fromOn: this.fromOn(),
          userId: this.userId() || null,
        },
      }),
    );
    if (this.attempt.problem() === null) this.added.emit();
  }
}
