import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ContactUse } from '@shared-care/contracts/contacts/answers';
import { formalName } from '@shared-care/domain/patient-name';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Phone } from '@shared-care/ui/phone/phone';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { listAddress } from '../core/list-address';

const KINDS: Readonly<Record<ContactUse['kind'], { word: string; page: string; done: string }>> = {
  arrangement: { word: 'Open access arrangement', page: '/open-access', done: 'agreed' },
  letter: { word: 'Letter', page: '/letters', done: 'issued' },
  card: { word: 'Emergency card', page: '/letters', done: 'issued' },
  plan: { word: 'Emergency plan', page: '/emergency-plans', done: 'approved' },
};

/** In which arrangements, letters, cards and plans a number is written, before somebody changes it. */
@Component({
  selector: 'sc-contact-uses',
  imports: [AtTime, DataList, ListCell, Phone, RouterLink],
  template: `
    @if (list.value()?.contact; as number) {
      <p class="no-print">
        <a [routerLink]="['/hospitals', number.hospital.id]">{{ number.hospital.name }}</a>
      </p>
    }
    <h1 tabindex="-1">Where this number is written</h1>
    @if (list.value()?.contact; as number) {
      <p class="meta">{{ number.label }}, <sc-phone [phone]="number.phone" /></p>
    }
    <sc-data-list
      label="Where this number is written"
      [noun]="{ one: 'document', many: 'documents' }"
      [columns]="columns"
      [page]="list.value()"
      [query]="address.query()"
      [loading]="list.busy()"
      [problem]="list.problem()"
      [rowId]="idOf"
      emptyWords="The number is written in no arrangement, letter, card or plan."
      (queryChange)="address.ask($event)"
      (retry)="list.retry()"
    >
      <p empty>Nothing has to be issued again when it changes.</p>
      <ng-template scCell="child" [scCellOf]="list.value()" let-row>
        <a class="row-link" [routerLink]="[kinds[row.kind].page, row.id]">{{ nameOf(row) }}</a>
      </ng-template>
      <ng-template scCell="kind" [scCellOf]="list.value()" let-row>{{ kinds[row.kind].word }}</ng-template>
      <ng-template scCell="at" [scCellOf]="list.value()" let-row>
        @if (row.at === null) {
          Not {{ kinds[row.kind].done }} yet
        } @else {
          {{ capital(kinds[row.kind].done) }} <sc-at-time [at]="row.at" />
        }
      </ng-template>
    </sc-data-list>
  `,
})
export class ContactUsesPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  protected readonly address = listAddress({ sort: '' }, []);
  private readonly asked = computed(() => ({ id: this.id(), query: this.address.query() }));
  protected readonly list = fetchedFor(
    this.asked,
    ({ id, query: { page, size } }) =>
      this.api.call('GET contacts/:id/uses', { params: { id }, query: { page, rows: size } }),
    (live) => live.changed('hospitals'),
  );
  protected readonly columns: ListColumn[] = [
    { id: 'child', word: 'Child', phone: 'lead' },
    { id: 'kind', word: 'Written in', phone: 'line' },
    { id: 'at', word: 'Since', phone: 'line' },
  ];
  protected readonly kinds = KINDS;
  protected readonly idOf = ({ kind, id }: ContactUse): string => `${kind} ${id}`;

  protected nameOf({ patient }: ContactUse): string {
    return formalName(patient);
  }

  protected capital(word: string): string {
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
}
