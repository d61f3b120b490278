import { Component } from '@angular/core';
import { AlertLoadPanel } from './alert-load-panel';

/** What the unit learns from its own records; each panel says its result in a sentence. */
@Component({
  selector: 'sc-insights',
  imports: [AlertLoadPanel],
  template: `
    <h1 tabindex="-1">Insights</h1>
    <sc-alert-load-panel />
  `,
})
export class Insights {}
