import { afterNextRender, Component, computed, ElementRef, inject, signal, viewChild } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { BreakGlass } from '@shared-care/contracts/break-glass/shapes';
import { BREAK_GLASS_REASONS, type BreakGlassReason } from '@shared-care/domain/break-glass';
import { londonDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { UnitNumber } from '../core/unit-number';
import { OpenAccesses } from './open-accesses';

interface Draft {
  nhsNumber: string;
  birthDate: string;
  reason: BreakGlassReason | '';
  words: string;
}

/** Four boxes and Enter: a child in front of somebody at 3 am must not wait for a form. */
@Component({
  selector: 'sc-break-glass-form',
  host: { class: 'u-block u-w-m' },
  imports: [
    MatButton,
    DayBox,
    ErrorShown,
    Field,
    FieldError,
    FormField,
    OpenAccesses,
    ProblemNote,
    SelectBox,
    UnitNumber,
  ],
  template: `
    <h1 tabindex="-1">Emergency access</h1>
    <p>
      For a child who is not linked to you and needs care now. You see the emergency view for 4 hours. The unit is told
      at once, and every access is reviewed.
    </p>
    <sc-open-accesses />
    <p><sc-unit-number lead="For advice ring the unit on">. That needs no emergency access.</sc-unit-number></p>
    <form class="card" novalidate autocomplete="off" (submit)="save($event)">
      <div class="field">
        <label for="break-glass-number">NHS number</label>
        <input
          #number
          data-focus-first
          id="break-glass-number"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          scErrorShown
          [formField]="asking.nhsNumber"
        />
        <sc-field-error control="break-glass-number" [field]="asking.nhsNumber" />
      </div>
      <sc-field label="Birth date">
        <sc-day-box [formField]="asking.birthDate" [until]="today()" [calendar]="false" />
      </sc-field>
      <sc-select label="Reason" none="Choose a reason" [options]="reasons" [formField]="asking.reason" />
      <div class="field">
        <label for="break-glass-words">Why you need it now <span class="optional">at least 10 characters</span></label>
        <input id="break-glass-words" type="text" autocomplete="off" scErrorShown [formField]="asking.words" />
        <sc-field-error control="break-glass-words" [field]="asking.words" />
      </div>
      <div role="alert">
        @if (missed()) {
          <p class="u-note u-bad u-edge-red">
            <strong>No record matches both this NHS number and this birth date.</strong> Check both with the family. If
            the child is not registered here, log the attendance without a match, and ring the unit.
          </p>
        }
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Emergency access was not opened. What you typed is still here." [problem]="problem" />
      }
      <button matButton="filled" [disabled]="attempt.busy()">Open the emergency view</button>
    </form>
  `,
})
export class BreakGlassForm {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly number = viewChild.required<ElementRef<HTMLInputElement>>('number');

  protected readonly draft = signal<Draft>({ nhsNumber: '', birthDate: '', reason: '', words: '' });
  protected readonly asking = form(this.draft, (path) => checkedBy(path, BreakGlass, (draft) => draft));
  protected readonly attempt = new Attempt();
  protected readonly missed = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly reasons = Object.entries(BREAK_GLASS_REASONS);

  constructor() {
    afterNextRender(() => this.number().nativeElement.focus());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.missed.set(false);
    const answer = await send(this.asking, this.attempt, () =>
      this.api.call('POST break-glass', { body: this.draft() as BreakGlass }),
    );
    if (answer === null) return focusFirstError(this.asking);
    if (answer.access === null) {
      this.missed.set(true);
      return this.number().nativeElement.focus();
    }
    // The address names the grant, never the child.
    await this.router.navigate(['/emergency-access', answer.access.id], { state: { warnings: answer.warnings } });
  }
}
