import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../core/session-store';
import { UnitNumber } from '../core/unit-number';

/** One page for "not yours" and "not there", so that it never tells which. */
@Component({
  selector: 'sc-patient-not-here',
  imports: [RouterLink, UnitNumber],
  template: `
    <div class="card">
      <h1 tabindex="-1">No patient here that you can open</h1>
      <p>The address may be mistyped, or the child may not be linked to you.</p>
      <p><sc-unit-number lead="If a child needs help now, ring the unit on" /></p>
      @if (session.may('breakGlass', 'use')) {
        <p><a class="u-press u-inline-block" routerLink="/emergency-access">Child not here? Emergency access</a></p>
      }
      <p><a routerLink="/patients">Find a patient</a></p>
    </div>
  `,
})
export class PatientNotHere {
  protected readonly session = inject(SessionStore);
}
