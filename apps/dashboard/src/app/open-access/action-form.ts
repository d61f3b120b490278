import { Component, type ElementRef, inject, input, output, signal, viewChildren } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { RouteByName } from '@shared-care/contracts/all-routes';
import type { ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import type { BodyOf } from '@shared-care/contracts/route';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';

/** What is sent for the verbs of an arrangement that ask for something. */
const VERBS = {
  'record-agreement': 'POST open-access/:id/record-agreement',
  'send-back': 'POST open-access/:id/send-back',
  confirm: 'POST open-access/:id/confirm',
  chase: 'POST open-access/:id/chase',
  suspend: 'POST open-access/:id/suspend',
  resume: 'POST open-access/:id/resume',
  withdraw: 'POST open-access/:id/withdraw',
} as const;
type AskedBody = BodyOf<RouteByName[(typeof VERBS)[keyof typeof VERBS]]>;

export interface ActionField {
  /** As in the request; a dot leads into a nested part. */
  name: string;
  label: string;
  hint?: string;
  kind?: 'text' | 'area' | 'date';
}

/** One verb of an arrangement and what it asks for. */
export interface AskedAction {
  verb: keyof typeof VERBS;
  button: string;
  lead: string;
  fields: readonly ActionField[];
  /** Goes along unasked. */
  fixed?: Readonly<Record<string, unknown>>;
  danger?: boolean;
}

/** Asks what a verb needs and does it. What was typed stays until the server has taken it. */
@Component({
  selector: 'sc-action-form',
  host: { class: 'u-block u-w-m' },
  imports: [MatButton, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <p>{{ action().lead }}</p>
      @for (field of action().fields; track field.name) {
        <div class="field">
          <label [for]="idOf(field)">{{ field.label }}</label>
          @if (field.hint; as hint) {
            <span class="meta" [id]="idOf(field) + '-hint'">{{ hint }}</span>
          }
          @if (field.kind === 'area') {
            <textarea
              #box
              [id]="idOf(field)"
              [value]="values()[field.name] ?? ''"
              [attr.aria-invalid]="errorOf(field) ? 'true' : null"
              [attr.aria-describedby]="idOf(field) + (errorOf(field) ? '-error' : '-hint')"
              (input)="type(field, box.value)"
            ></textarea>
          } @else {
            <input
              #box
              [id]="idOf(field)"
              [type]="field.kind === 'date' ? 'date' : 'text'"
              autocomplete="off"
              [value]="values()[field.name] ?? ''"
              [attr.aria-invalid]="errorOf(field) ? 'true' : null"
              [attr.aria-describedby]="idOf(field) + (errorOf(field) ? '-error' : '-hint')"
              (input)="type(field, box.value)"
            />
          }
          @if (errorOf(field); as error) {
            <span class="error" [id]="idOf(field) + '-error'">{{ error }}</span>
          }
        </div>
      }
      @if (attempt.problem(); as problem) {
        <sc-problem-note
          class="u-block u-mb-3"
          lead="Not saved yet. What you typed is still here."
          [problem]="problem"
        />
      }
      <div class="row">
        <button
          [matButton]="!action().danger ? 'filled' : 'outlined'"
          [class.danger]="action().danger"
          [disabled]="attempt.busy()"
        >
          {{ action().button }}
        </button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class ActionForm {
  private readonly api = inject(Api);
  readonly seen = input.required<Pick<ArrangementDetail, 'id' | 'version'>>();
  readonly action = input.required<AskedAction>();
  readonly done = output<ArrangementDetail>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly values = signal<Readonly<Record<string, string>>>({});
  private readonly tried = signal(false);
  private readonly boxes = viewChildren<ElementRef<HTMLInputElement>>('box');

  protected readonly idOf = ({ name }: ActionField): string => `${this.action().verb}-${name.replace('.', '-')}`;

  protected type(field: ActionField, value: string): void {
    this.values.update((values) => ({ ...values, [field.name]: value }));
  }

  protected errorOf(field: ActionField): string | null {
    const refused = this.attempt.problem()?.errors?.find((error) => error.field === field.name)?.message;
    if (refused) return refused;
    const empty = (this.values()[field.name] ?? '').trim() === '';
    return this.tried() && empty ? `Fill in: ${field.label.toLowerCase()}.` : null;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const missing = this.action().fields.findIndex((field) => (this.values()[field.name] ?? '').trim() === '');
    if (missing !== -1) {
      this.boxes()[missing]?.nativeElement.focus();
      return;
    }
    const answer = await this.attempt.run(() =>
      this.api.call(VERBS[this.action().verb], { params: { id: this.seen().id }, body: this.body() }),
    );
    if (answer !== null) this.done.emit(answer);
  }

  private body(): AskedBody {
    const body: Record<string, unknown> = { version: this.seen().version, ...this.action().fixed };
    for (const [name, value] of Object.entries(this.values())) {
      const [outer, inner] = name.split('.');
      if (inner === undefined) body[outer!] = value;
      else body[outer!] = { ...(body[outer!] as object | undefined), [inner]: value };
    }
    // The fields of an action are those of its request, which the server checks.
    return body as AskedBody;
  }
}
