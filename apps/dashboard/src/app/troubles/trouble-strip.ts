import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { StatusStrip } from '@shared-care/ui/status-strip/status-strip';
import { UnitNumber } from '../core/unit-number';
import { TroubleDrawer } from './trouble-drawer';
import { Troubles } from './troubles';

/** The one line under the header, only while something is wrong. Whatever is wrong, it stays one line. */
@Component({
  selector: 'sc-trouble-strip',
  imports: [MatButton, RouterLink, StatusStrip, TroubleDrawer, UnitNumber],
  host: { class: 'u-block u-sticky', '[class.shown]': 'first() !== null' },
  template: `
    <div role="status">
      @if (first(); as trouble) {
        <sc-status-strip [icon]="trouble.icon" [more]="list().length - 1" (opened)="troubles.open.set(true)">
          @if (trouble.path; as path) {
            <a class="u-inherit u-strong" [routerLink]="path">{{ trouble.lead }}</a>
          } @else {
            <b>{{ trouble.lead }}</b>
          }
          &ngsp;{{ trouble.words }}&ngsp;
          @if (trouble.kind === 'offline') {
            <sc-unit-number lead="Ring the unit on" />
          }
          @if (trouble.kind === 'ending' && troubles.ending()?.extendable) {
            <button action matButton="outlined" type="button" class="stay" (click)="troubles.stay()">
              Stay signed in
            </button>
          }
        </sc-status-strip>
      }
    </div>
    @defer (when troubles.open(); prefetch on timer(10s)) {
      @if (troubles.open()) {
        <sc-trouble-drawer (closed)="troubles.open.set(false)" />
      }
    }
  `,
  styles: `
    :host {
      inset-block-start: var(--sc-header-height);
      z-index: 19;
    }
    .stay {
      --mat-button-outlined-container-height: 1.75rem;
      --mat-button-outlined-label-text-color: currentColor;
      --mat-button-outlined-outline-color: currentColor;
      flex: none;
    }
  `,
})
export class TroubleStrip {
  protected readonly troubles = inject(Troubles);
  /** Where the person is: the page that mends a trouble need not say it. */
  readonly here = input('');
  protected readonly list = computed(() =>
    this.troubles.list().filter(({ path }) => path === null || path !== this.here()),
  );
  protected readonly first = computed(() => this.list()[0] ?? null);
}
