import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { ChecklistItem } from '@shared-care/domain/close-checklist';
import { Icon } from '@shared-care/ui/icon/icon';
import { FORM_TITLES, type OpenForm } from './alert-commands';
import { AlertSaid, childOf } from './alert-said';
import { AlertStore } from './alert-store';
import { AwaitForm } from './await-form';
import { CloseForm } from './close-form';
import { CorrectForm } from './correct-form';
import { FactsForm } from './facts-form';
import { FirstTreatmentForm } from './first-treatment-form';
import { HandOverForm } from './hand-over-form';
import { HandoverNoteForm } from './handover-note-form';
import { LiaisonForm } from './liaison-form';
import { MoveChild } from './move-child';
import { ReopenForm } from './reopen-form';
import { LowerTierForm, RaiseTierForm } from './tier-form';

/** The one form that is open, with the child it is about. */
@Component({
  selector: 'sc-alert-forms',
  host: { class: 'u-block' },
  imports: [
    AwaitForm,
    CloseForm,
    CorrectForm,
    FactsForm,
    FirstTreatmentForm,
    HandOverForm,
    HandoverNoteForm,
    Icon,
    LiaisonForm,
    LowerTierForm,
    MatIconButton,
    MoveChild,
    RaiseTierForm,
    ReopenForm,
  ],
  template: `
    <div class="row u-gap-0-3 u-mb-2">
      <h2 id="form-title" tabindex="-1">{{ title() }}</h2>
      <span class="meta">{{ child() }}</span>
      <button class="u-push" type="button" matIconButton aria-label="Put away" (click)="closed.emit()">
        <sc-icon name="close" />
      </button>
    </div>
    @switch (form()) {
      @case ('call') {
        <sc-liaison-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('treatment') {
        @if (alert().attendance; as attendance) {
          <sc-first-treatment-form [alert]="alert()" [attendance]="attendance" (closed)="closed.emit()" />
        }
      }
      @case ('await') {
        <sc-await-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('close') {
        <sc-close-form [alert]="alert()" (wanted)="wanted.emit($event)" (closed)="closed.emit()" />
      }
      @case ('reopen') {
        <sc-reopen-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('hand-over') {
        <sc-hand-over-form [action]="handOver" [owner]="alert().owner?.id ?? null" (closed)="closed.emit()" />
      }
      @case ('raise') {
        <sc-raise-tier-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('lower') {
        <sc-lower-tier-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('correct') {
        <sc-correct-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('facts') {
        <sc-facts-form [alert]="alert()" (closed)="closed.emit()" />
      }
      @case ('note') {
        <sc-handover-note-form
          [alert]="alert()"
          [note]="alert().handoverNote"
          [alone]="true"
          (closed)="closed.emit()"
        />
      }
      @case ('move') {
        @if (alert().attendance; as attendance) {
          <sc-move-child [attendance]="attendance" (closed)="closed.emit()" />
        }
      }
    }
  `,
})
export class AlertForms {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);

  readonly form = input.required<OpenForm>();
  readonly alert = input.required<AlertDetail>();
  readonly closed = output();
  readonly wanted = output<ChecklistItem>();

  private readonly call = viewChild(LiaisonForm);
  protected readonly title = computed(() => FORM_TITLES[this.form()]);
  protected readonly child = computed(() => childOf(this.alert()));

  useNumber(phone: string): void {
    this.call()?.useNumber(phone);
  }

  protected readonly handOver = async (typed: { to: string; reason: string }): Promise<unknown> => {
    const { id, version } = this.alert();
    const detail = await this.store.offer(id, { ...typed, version });
    const words =
      detail.offer === null ? 'Handed over' : `Handed over to ${detail.offer.to.displayName}, who has to accept`;
    if (detail.offer === null) this.said.done(words, detail);
    else this.said.done(words, detail, (latest) => this.store.takeBackOffer(latest));
    return detail;
  };
}
