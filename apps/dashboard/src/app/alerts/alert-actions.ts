import { Component, computed, input, output } from '@angular/core';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { Icon } from '@shared-care/ui/icon/icon';
import type { AlertCommand, Allowed } from './alert-commands';
import type { Next } from './next-action';

/** On a phone: the four things that are done about an alert, under the thumb. Material has no such bar. */
@Component({
  selector: 'sc-alert-actions',
  imports: [Icon],
  template: `
    <nav aria-label="Actions for this child">
      @if (first(); as line) {
        <a [href]="dial()" (click)="used.emit(line.phone)"><sc-icon name="phone" />Ring</a>
      }
      @if (may().acknowledge) {
        <button type="button" [class.filled]="filled() === 'acknowledge'" (click)="asked.emit('acknowledge')">
          <sc-icon name="tick" />Acknowledge
        </button>
      }
      @if (may().call) {
        <button type="button" [class.filled]="filled() === 'call'" (click)="asked.emit('call')">
          <sc-icon name="edit" />Record call
        </button>
      }
      @if (may().treatment) {
        <button type="button" [class.filled]="filled() === 'treatment'" (click)="asked.emit('treatment')">
          <sc-icon name="treatment" />Treatment
        </button>
      }
      @if (may().close) {
        <button type="button" [class.filled]="filled() === 'close'" (click)="asked.emit('close')">
          <sc-icon name="tick" />Close<span class="visually-hidden"> alert</span>
        </button>
      }
    </nav>
  `,
  styles: `
    :host {
      display: none;
    }
    @media (max-width: 640px) {
      :host {
        display: block;
      }
      nav {
        position: fixed;
        inset: auto 0 0;
        z-index: 20;
        display: flex;
        gap: 0.25rem;
        padding: 0.25rem 0.5rem calc(0.25rem + env(safe-area-inset-bottom));
        border-block-start: 1px solid var(--sc-border);
        background: var(--sc-card);
      }
      nav > * {
        flex: 1 1 auto;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        min-inline-size: 0;
        min-block-size: 3.5rem;
        padding: 0.25rem 0;
        border: 0;
        border-radius: var(--sc-corner-field);
        background: none;
        color: var(--sc-primary);
        font: inherit;
        font-size: 0.75rem;
        line-height: 1.25rem;
        font-weight: 600;
        text-align: center;
        text-decoration: none;
        white-space: nowrap;
        cursor: pointer;
      }
      nav > .filled {
        background: var(--sc-action);
        color: var(--sc-on-action);
      }
      sc-icon {
        inline-size: 1.375rem;
        block-size: 1.375rem;
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class AlertActions {
  readonly alert = input.required<AlertDetail>();
  readonly may = input.required<Allowed>();
  readonly next = input.required<Next>();
  readonly busyWith = input<string | null>(null);
  readonly asked = output<AlertCommand>();
  readonly used = output<string>();

  protected readonly first = computed(() => this.alert().ringNow[0] ?? null);
  protected readonly dial = computed(() => `tel:${(this.first()?.phone ?? '').replace(/[^\d+]/g, '')}`);
  protected readonly filled = computed(() => (this.busyWith() === null ? this.next().action : null));
}
