import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { CAPABILITY_KINDS } from '@shared-care/domain/hospital-profile';
import { shortDateTime } from '@shared-care/domain/london-time';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { ContactTable } from './contact-table';

/** One document for one hospital: its numbers and ours, what it can do, and for our own clinical staff its children. */
@Component({
  selector: 'sc-hospital-pack',
  host: { class: 'u-block' },
  imports: [MatButton, ContactTable, EmptyState, NhsNumber, OnDate, LoadState, RouterLink],
  templateUrl: './hospital-pack.html',
  styleUrl: './printed.scss',
})
export class HospitalPack {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  protected readonly fetched = fetchedFor(this.id, (id) => this.api.call('GET hospitals/:id/pack', { params: { id } }));
  protected readonly printedAt = computed(() => {
    const pack = this.fetched.value();
    return pack === null ? '' : shortDateTime(new Date(pack.now));
  });
  protected readonly kinds = CAPABILITY_KINDS;
  protected readonly roles = SHARED_CARE_ROLES;

  protected print(): void {
    window.print();
  }
}
