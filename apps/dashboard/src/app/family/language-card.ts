import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { Family, FamilyCommunication } from '@shared-care/contracts/family/answers';
import { SaveCommunication } from '@shared-care/contracts/family/shapes';
import { INTERPRETER, type Interpreter } from '@shared-care/domain/family';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import type { FamilyTaken } from './family-taken';

/** What the child speaks, whether an interpreter is needed, and how to speak to them. */
@Component({
  selector: 'sc-language-card',
  host: { class: 'u-block' },
  imports: [
    Field,
    FormField,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
  ],
  template: `
    <section class="card" aria-labelledby="language-title">
      <div class="title u-bar u-mb-2">
        <h2 id="language-title">Language of the child</h2>
        @if (mayChange() && !open()) {
          <button type="button" matButton="outlined" class="no-print" (click)="open.set(true)">
            Change the language
          </button>
        }
      </div>
      @if (open()) {
        <form class="u-w-l u-mt-2 u-mb-2" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
          <div class="u-cols-m u-gap-0-4">
            <sc-field label="Language" optional>
              <mat-form-field><input matInput autocomplete="off" [formField]="said.language" /></mat-form-field>
            </sc-field>
            <sc-field label="Interpreter">
              <mat-form-field>
                <mat-select [formField]="said.interpreter">
                  @for (each of choices; track each[0]) {
                    <mat-option [value]="each[0]">{{ each[1] }}</mat-option>
                  }
                </mat-select>
              </mat-form-field>
            </sc-field>
            <sc-field label="Communication needs" optional hint="For example: hearing aids, picture cards">
              <mat-form-field><input matInput autocomplete="off" [formField]="said.needs" /></mat-form-field>
            </sc-field>
          </div>
          @if (work.meanwhile(); as now) {
            <sc-saved-meanwhile (mine)="keepMine()" (theirs)="close()">
              <dt>Language</dt>
              <dd>{{ now.language ?? 'Not recorded' }}</dd>
              <dt>Interpreter</dt>
              <dd>{{ words[now.interpreter] }}</dd>
              <dt>Communication needs</dt>
              <dd>{{ now.needs ?? 'Not recorded' }}</dd>
            </sc-saved-meanwhile>
          } @else if (attempt.problem(); as problem) {
            <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
          }
          <div class="row">
            <button matButton="filled" [disabled]="attempt.busy()">Save</button>
            <button type="button" matButton="text" (click)="close()">Cancel</button>
          </div>
        </form>
      } @else {
        <dl class="facts u-mt-1 u-mb-1">
          <dt>Language</dt>
          <dd>{{ now().language ?? 'Not recorded' }}</dd>
          <dt>Interpreter</dt>
          <dd>{{ words[now().interpreter] }}</dd>
          <dt>Communication needs</dt>
          <dd>{{ now().needs ?? 'Not recorded' }}</dd>
        </dl>
      }
    </section>
  `,
})
export class LanguageCard {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly family = input.required<Family>();
  readonly mayChange = input.required<boolean>();
  readonly took = output<FamilyTaken>();

  protected readonly now = computed(() => this.family().communication);
  protected readonly open = signal(false);
  protected readonly work = versionedDraft({
    source: () => this.now(),
    id: () => this.patientId(),
    version: ({ version }) => version,
    begin: ({ language, interpreter, needs }) => ({ language: language ?? '', interpreter, needs: needs ?? '' }),
  });
  protected readonly draft = this.work.typed;
  protected readonly said = form(this.draft, (path) =>
    checkedBy(path, SaveCommunication, (draft) => ({ version: this.work.seen().version, ...draft })),
  );
  protected readonly attempt = new Attempt();
  protected readonly words = INTERPRETER;
  protected readonly choices = Object.entries(INTERPRETER) as [Interpreter, string][];

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  /** What was typed goes. */
  protected close(): void {
    this.work.takeTheirs();
    this.open.set(false);
  }

  private async send(): Promise<void> {
    const saved = await this.work.save(
      this.attempt,
      () =>
        send(this.said, this.attempt, () =>
          this.api.call('POST patients/:id/family/communication', {
            params: { id: this.patientId() },
            body: { version: this.work.seen().version, ...this.draft() },
          }),
        ),
      (current) => current as unknown as FamilyCommunication,
    );
    if (saved !== null) this.done(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.said);
  }

  private done(answer: Family): void {
    this.open.set(false);
    this.took.emit({ answer, words: 'Language saved', undo: null });
  }
}
