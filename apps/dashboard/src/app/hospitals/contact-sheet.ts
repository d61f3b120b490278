import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { shortDateTime } from '@shared-care/domain/london-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ContactTable } from './contact-table';

/** Every number of our network on one document, for the drawer and for the day this cannot be reached (H19). */
@Component({
  selector: 'sc-contact-sheet',
  host: { class: 'u-block' },
  imports: [MatButton, ContactTable, LoadState, RouterLink],
  templateUrl: './contact-sheet.html',
  styleUrl: './printed.scss',
})
export class ContactSheetPage {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(() => this.api.call('GET hospitals/contact-sheet'));
  protected readonly printedAt = computed(() => {
    const sheet = this.fetched.value();
    return sheet === null ? '' : shortDateTime(new Date(sheet.now));
  });

  protected print(): void {
    window.print();
  }
}
