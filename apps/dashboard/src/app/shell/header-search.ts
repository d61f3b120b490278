import { Component } from '@angular/core';

/** Find a patient from anywhere. */
@Component({
  selector: 'sc-header-search',
  template: `<input class="input" type="search" aria-label="Find a patient" placeholder="Find a patient" />`,
})
export class HeaderSearch {}
