import { Component, computed, inject, input } from '@angular/core';
import { UnitNumbers } from './unit-numbers';

/** One sentence with the unit's number for this hour and its hours beside it; or that none is known. */
@Component({
  selector: 'sc-unit-number',
  template: `
    @if (numbers.line(); as line) {
      {{ lead() }}
      <a class="phone u-inherit u-strong u-keep u-tabular" [href]="dial()">{{ line.phone }}</a>&ngsp;
      @if (line.extension) {
        extension {{ line.extension }}
      }
      @if (line.bleep) {
        bleep {{ line.bleep }}
      }
      <span class="hours">({{ line.label }} · {{ line.hours }})</span>
      @if (line.health === 'stale') {
        . {{ line.healthWords }}
      }
      <ng-content />
    } @else {
      No number of the unit is known for this hour. Ring the switchboard of the hospital and ask for the haematology
      doctor on call.
    }
  `,
  styles: `
    :host {
      display: inline;
    }
    @media (pointer: coarse) {
      .phone {
        display: inline-flex;
        align-items: center;
        min-block-size: 44px;
      }
    }
  `,
})
export class UnitNumber {
  protected readonly numbers = inject(UnitNumbers);
  readonly lead = input('Ring the unit on');
  protected readonly dial = computed(() => `tel:${(this.numbers.line()?.phone ?? '').replace(/[^\d+]/g, '')}`);
}
