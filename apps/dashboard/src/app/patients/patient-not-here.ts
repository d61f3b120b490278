import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../shell/session-store';

/** One page for "not yours" and "not there", so that it never tells which. */
@Component({
  selector: 'sc-patient-not-here',
  imports: [RouterLink],
  template: `
    <div class="card">
      <h1 tabindex="-1">No patient here that you can open</h1>
      <p>The address may be mistyped, or the child may not be linked to you.</p>
      @if (session.unitPhone(); as phone) {
        <p>
          If a child needs help now, ring the unit on <a class="phone" [href]="'tel:' + phone">{{ phone }}</a>.
        </p>
      }
      @if (session.may('breakGlass', 'use')) {
        <p><a class="button" routerLink="/emergency-access">Child not here? Emergency access</a></p>
      }
      <p><a routerLink="/patients">Find a patient</a></p>
    </div>
  `,
  styles: `
    .phone {
      font-size: 22px;
      white-space: nowrap;
    }
  `,
})
export class PatientNotHere {
  protected readonly session = inject(SessionStore);
}
