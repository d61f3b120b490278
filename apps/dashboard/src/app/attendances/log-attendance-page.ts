import { Location } from '@angular/common';
import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { LogAttendance } from './log-attendance';

/** Quick log as a page of its own: on phones, and at its own address. */
@Component({
  selector: 'sc-log-attendance-page',
  imports: [LogAttendance],
  template: `<div class="card u-mid">
    <sc-log-attendance [patientId]="patient() ?? null" [foundLater]="found() === 'later'" (closed)="leave()" />
  </div>`,
  styles: `
    .card {
      max-inline-size: 640px;
    }
    @media (max-width: 640px) {
      .card {
        padding: 0;
        border: 0;
        background: transparent;
      }
    }
  `,
})
export class LogAttendancePage {
  /** From `?patient=`, an internal id. */
  readonly patient = input<string>();
  /** `?found=later`: a call of the night. */
  readonly found = input<string>();
  private readonly location = inject(Location);
  private readonly router = inject(Router);

  protected leave(): void {
    // Opened by its address there is nothing to go back to.
    if (this.router.lastSuccessfulNavigation()?.previousNavigation) this.location.back();
    else void this.router.navigateByUrl('/');
  }
}
