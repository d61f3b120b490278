import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from '../icon/icon';
import type { IconName } from '../icon/icon-names';

/** One line of 40 px that says the first thing that is wrong, how many more there are, and opens them all. */
@Component({
  selector: 'sc-status-strip',
  host: { class: 'u-center u-amber-ink u-tabular' },
  imports: [Icon, MatButton],
  template: `
    <sc-icon class="u-square-m" [name]="icon()" />
    <span class="words u-clip u-min-0"><ng-content /></span>
    @if (more() > 0) {
      <span class="u-fixed u-strong">and {{ more() }} more</span>
    }
    <ng-content select="[action]" />
    <button matButton="outlined" type="button" class="show u-push" (click)="opened.emit()">
      Show<span class="visually-hidden"> what is wrong</span>
    </button>
  `,
  styles: `
    :host {
      display: flex;
      gap: 0.625rem;
      min-block-size: 2.5rem;
      padding: 0 1.5rem;
      border-block-end: 1px solid var(--sc-amber-line);
      background: var(--sc-amber-wash);
      font-size: 0.875rem;
      line-height: 1.125rem;
    }
    .words {
      flex: 0 1 auto;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      max-block-size: 2.25rem;
    }
    .show {
      --mat-button-outlined-container-height: 1.75rem;
      --mat-button-outlined-label-text-color: currentColor;
      --mat-button-outlined-outline-color: currentColor;
      --mat-button-outlined-label-text-size: 0.875rem;
      flex: none;
      min-inline-size: 0;
    }
    @media (pointer: coarse) {
      .show {
        --mat-button-outlined-container-height: 2rem;
      }
    }
    @media (max-width: 700px) {
      :host {
        padding: 0 0.5rem 0 1rem;
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class StatusStrip {
  readonly icon = input.required<IconName>();
  /** Troubles beside the one that is said. */
  readonly more = input(0);
  readonly opened = output();
}
