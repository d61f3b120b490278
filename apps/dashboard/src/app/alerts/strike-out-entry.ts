import { afterNextRender, Component, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { LiaisonEntry } from '@shared-care/contracts/alerts/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { fieldProblem } from '../core/problem';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';

/** Takes a liaison entry back: it stays to be read, struck through, with the reason. */
@Component({
  selector: 'sc-strike-out-entry',
  host: { class: 'u-block' },
  imports: [MatButton, ProblemNote],
  template: `
    @if (open()) {
      <form novalidate (submit)="save($event)" (keydown.escape)="close($event)">
        <div class="field">
          <label [for]="id()">What is wrong with this entry</label>
          <input
            #box
            type="text"
            autocomplete="off"
            [id]="id()"
            [value]="because()"
            [attr.aria-invalid]="error() ? 'true' : null"
            [attr.aria-describedby]="error() ? id() + '-error' : null"
            (input)="because.set(box.value)"
          />
          @if (error(); as words) {
            <span class="error" [id]="id() + '-error'">{{ words }}</span>
          }
        </div>
        <p class="meta">It stays here, struck through. The checklist no longer counts it.</p>
        @if (attempt.problem(); as problem) {
          @if (!error()) {
            <sc-problem-note lead="The entry stands as it was." [problem]="problem" />
          }
        }
        <div class="row">
          <button matButton="outlined" [disabled]="attempt.busy()">Strike out this entry</button>
          <button type="button" matButton="text" (click)="open.set(false)">Cancel</button>
        </div>
      </form>
    } @else {
      <button type="button" matButton="text" (click)="begin()">
        Strike out<span class="visually-hidden">: entry recorded by {{ entry().recordedBy }}</span>
      </button>
    }
  `,
})
export class StrikeOutEntry {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly injector = inject(Injector);

  readonly entry = input.required<LiaisonEntry>();

  protected readonly open = signal(false);
  protected readonly because = signal('');
  protected readonly attempt = new Attempt();
  protected readonly id = (): string => `strike-${this.entry().id}`;
  protected readonly error = (): string | null => fieldProblem(this.attempt.problem(), 'because');

  protected begin(): void {
    this.open.set(true);
    afterNextRender(() => document.getElementById(this.id())?.focus(), { injector: this.injector });
  }

  protected close(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.open.set(false);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id } = this.entry();
    const done = await this.attempt.run(() => this.store.strikeOutLiaisonEntry(id, { because: this.because() }));
    if (done === null) return document.getElementById(this.id())?.focus();
    this.open.set(false);
    this.said.done('Entry struck out', done);
    focusWhenLost(this.injector, () => document.getElementById('story-title'));
  }
}
