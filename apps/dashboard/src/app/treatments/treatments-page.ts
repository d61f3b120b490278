import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { TreatmentOfUnit } from '@shared-care/contracts/treatments/answers';
import { TREATMENT_CLASSES, TREATMENT_VERSION_STATES } from '@shared-care/domain/treatments';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { TREATMENT_LOOKS } from './treatment-looks';

const COLUMNS: readonly ListColumn[] = [
  { id: 'name', word: 'Treatment', phone: 'lead' },
  { id: 'class', word: 'Kind', phone: 'hidden' },
  { id: 'words', word: 'Words for the emergency department', phone: 'line' },
  { id: 'bleeding', word: 'A bleed on it', phone: 'line' },
  { id: 'months', word: 'Counts after stopping', phone: 'line' },
  { id: 'children', word: 'Children on it', phone: 'line' },
];

/** Every treatment that can be given, with what is said of it and by whose approval. */
@Component({
  selector: 'sc-treatments-page',
  imports: [DataList, ListCell, MatButtonModule, RouterLink],
  template: `
    <div class="title u-bar">
      <h1 tabindex="-1">Treatments</h1>
      @if (session.may('treatment', 'write')) {
        <a matButton="filled" routerLink="/treatments/new">Add a treatment</a>
      }
    </div>
    <p class="lead">
      What every emergency card, letter and alert says of a treatment. One person writes the words, a doctor who did not
      write them approves them. Until then surfaces say to ring the unit.
    </p>
    @if (waiting() > 0) {
      <p>
        <span class="tag amber u-me-2"
          ><span aria-hidden="true">◆ </span>{{ waiting() }}
          {{ waiting() === 1 ? 'treatment has' : 'treatments have' }} no approved words</span
        >
      </p>
    }
    <sc-data-list
      label="Treatments"
      [noun]="{ one: 'treatment', many: 'treatments' }"
      [columns]="columns"
      [page]="page()"
      [paged]="false"
      [loading]="list.busy()"
      [problem]="list.problem()"
      (retry)="list.retry()"
    >
      <p empty>Add the treatments that the unit gives: until then cards and letters say to ring the unit.</p>
      <ng-template scCell="name" [scCellOf]="page()" let-row>
        <a class="row-link" [routerLink]="['/treatments', row.id]">{{ row.name }}</a>
      </ng-template>
      <ng-template scCell="class" [scCellOf]="page()" let-row>{{ classes[row.class] }}</ng-template>
      <ng-template scCell="words" [scCellOf]="page()" let-row>
        <span class="tag u-me-2" [class]="looks[row.state].tag"
          ><span aria-hidden="true">{{ looks[row.state].shape }} </span>{{ states[row.state] }}</span
        >
        @if (row.draft && row.state !== 'draft') {
          <span class="tag u-me-2">Draft waits</span>
        }
      </ng-template>
      <ng-template scCell="bleeding" [scCellOf]="page()" let-row>
        {{ row.redWhenBleeding ? 'A bleed is red' : 'Not red by itself' }}
      </ng-template>
      <ng-template scCell="months" [scCellOf]="page()" let-row>
        {{
          row.monthsAfter === 0
            ? 'Ends with its last day'
            : 'Counts ' + row.monthsAfter + (row.monthsAfter === 1 ? ' month' : ' months') + ' on'
        }}
      </ng-template>
      <ng-template scCell="children" [scCellOf]="page()" let-row
        >{{ row.children }} {{ row.children === 1 ? 'child' : 'children' }}</ng-template
      >
    </sc-data-list>
  `,
  styles: `
    .lead {
      max-inline-size: 46rem;
      color: var(--sc-text-2);
    }
    .tag {
      margin-block: 0.125rem;
    }
  `,
})
export class TreatmentsPage {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  protected readonly list = fetchedNow(() => this.api.call('GET treatments'));
  protected readonly page = computed(() => {
    const found = this.list.value();
    return found === null ? null : { rows: found.treatments, total: found.treatments.length };
  });
  protected readonly waiting = computed(
    () => this.list.value()?.treatments.filter(({ state }: TreatmentOfUnit) => state !== 'approved').length ?? 0,
  );
  protected readonly columns = COLUMNS;
  protected readonly classes = TREATMENT_CLASSES;
  protected readonly states = TREATMENT_VERSION_STATES;
  protected readonly looks = TREATMENT_LOOKS;
}
