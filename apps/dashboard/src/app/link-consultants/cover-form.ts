import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import { addDays, londonInstant } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TypedDate } from '@shared-care/ui/typed-date/typed-date';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** Who answers while somebody is away: whole days, the first from midnight or at once, the last one included. */
@Component({
  selector: 'sc-cover-form',
  imports: [MatButton, SelectBox, ProblemNote, TypedDate],
  template: `
    <form novalidate (submit)="save($event)">
      <sc-select
        label="Who covers"
        none="Choose"
        [options]="choices()"
        [error]="problemOf('coveringId')"
        [(value)]="covering"
      />
      <fieldset class="field">
        <legend>From</legend>
        <div class="choices">
          <label><input type="radio" name="cover-from" [checked]="fromNow()" (change)="fromNow.set(true)" />Now</label>
          <label
            ><input type="radio" name="cover-from" [checked]="!fromNow()" (change)="fromNow.set(false)" />From a
            day</label
          >
        </div>
      </fieldset>
      @if (!fromNow()) {
        <sc-typed-date boxId="cover-first" label="First day away" [error]="problemOf('from')" [(value)]="first" />
      }
      <sc-typed-date
        boxId="cover-last"
        label="Last day away"
        hint="The cover ends by itself at midnight."
        [error]="problemOf('until')"
        [(value)]="last"
      />
      @if (attempt.problem(); as problem) {
        @if ((problem.errors ?? []).length === 0) {
          <sc-problem-note lead="Not arranged." [problem]="problem" />
        }
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy() || !ready()">Arrange cover</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class CoverForm {
  private readonly api = inject(Api);
  readonly absent = input.required<ListedLinkConsultant>();
  readonly consultants = input.required<readonly ListedLinkConsultant[]>();
  readonly arranged = output();
  readonly closed = output();

  protected readonly covering = signal('');
  protected readonly fromNow = signal(true);
  protected readonly first = signal('');
  protected readonly last = signal('');
  protected readonly attempt = new Attempt();
  /** Colleagues of the same hospital first. */
  protected readonly choices = computed(() =>
    this.consultants()
      .filter(({ id, inPost }) => inPost && id !== this.absent().id)
      .sort(
        (one, other) =>
          Number(one.hospital.id !== this.absent().hospital.id) -
          Number(other.hospital.id !== this.absent().hospital.id),
      )
      .map(({ id, name, hospital }) => ({ id, name: `${name}, ${hospital.name}` })),
  );
  protected readonly ready = computed(
    () => this.covering() !== '' && this.last() !== '' && (this.fromNow() || this.first() !== ''),
  );

  protected problemOf(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.attempt.run(() =>
      this.api.call('POST link-consultants/:id/covers', {
        params: { id: this.absent().id },
        body: {
          coveringId: this.covering(),
          from: this.fromNow() ? null : londonInstant(this.first(), '00:00').toISOString(),
          until: londonInstant(addDays(this.last(), 1), '00:00').toISOString(),
        },
      }),
    );
    if (this.attempt.problem() === null) this.arranged.emit();
  }
}
