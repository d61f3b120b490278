import { Component, input, output } from '@angular/core';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { ATTENDANCE_REASONS, type AttendanceReason } from '@shared-care/domain/attendance-reasons';
import { Field } from '@shared-care/ui/field/field';
import type { AlertFilter } from './alert-filter';

/** Narrows the list by hospital, reason and text. */
@Component({
  selector: 'sc-list-filters',
  imports: [Field, MatFormField, MatInput, MatOption, MatSelect],
  template: `
    <div class="u-cols-m u-gap-0-4 u-w-l" role="group" aria-label="Filters">
      <sc-field class="u-mb-2" label="Hospital">
        <mat-form-field>
          <mat-select [value]="filter().hospitalId" (valueChange)="changed.emit({ hospitalId: $event })">
            <mat-option value="">All hospitals</mat-option>
            @for (hospital of hospitals(); track hospital.id) {
              <mat-option [value]="hospital.id">{{ hospital.name }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
      </sc-field>
      <sc-field class="u-mb-2" label="Reason">
        <mat-form-field>
          <mat-select [value]="filter().reason" (valueChange)="changed.emit({ reason: $event })">
            <mat-option value="">All reasons</mat-option>
            @for (reason of reasons; track reason[0]) {
              <mat-option [value]="reason[0]">{{ reason[1] }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
      </sc-field>
      <sc-field class="u-mb-2" label="Filter this list">
        <mat-form-field>
          <input
            matInput
            type="search"
            autocomplete="off"
            placeholder="Name, number or reference"
            [value]="filter().text"
            (input)="typed($event)"
          />
        </mat-form-field>
      </sc-field>
    </div>
  `,
})
export class ListFilters {
  readonly filter = input.required<AlertFilter>();
  readonly hospitals = input.required<readonly { id: string; name: string }[]>();
  readonly changed = output<Partial<AlertFilter>>();

  protected readonly reasons = Object.entries(ATTENDANCE_REASONS) as [AttendanceReason, string][];

  protected typed(event: Event): void {
    this.changed.emit({ text: (event.target as HTMLInputElement).value });
  }
}
