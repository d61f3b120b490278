import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { TreatmentDetail } from '@shared-care/contracts/treatments/answers';
import { TreatmentWordsForm } from './treatment-words-form';

/** A treatment that is not in the list yet. It can be given at once; its words wait for a doctor. */
@Component({
  selector: 'sc-add-treatment-page',
  imports: [TreatmentWordsForm],
  template: `
    <h1 tabindex="-1">Add a treatment</h1>
    <p class="u-w-m u-quiet">
      It can be given to a child at once. Until a doctor approves its words, every surface says to ring the unit, and
      any bleed on it is red.
    </p>
    <div class="card"><sc-treatment-words-form [version]="null" (saved)="open($event)" (closed)="leave()" /></div>
  `,
})
export class AddTreatmentPage {
  private readonly router = inject(Router);

  protected open({ id }: TreatmentDetail): void {
    void this.router.navigate(['/treatments', id]);
  }

  protected leave(): void {
    void this.router.navigate(['/treatments']);
  }
}
