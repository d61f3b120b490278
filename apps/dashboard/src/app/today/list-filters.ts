import { Component, input, output } from '@angular/core';
import { ATTENDANCE_REASONS, type AttendanceReason } from '@shared-care/domain/attendance-reasons';
import type { AlertFilter } from './alert-filter';

/** Narrows the list by hospital, reason and text. */
@Component({
  selector: 'sc-list-filters',
  template: `
    <div class="filters" role="group" aria-label="Filter this list">
      <label>
        <span>Hospital</span>
        <select class="input" [value]="filter().hospitalId" (change)="changed.emit({ hospitalId: valueOf($event) })">
          <option value="">All hospitals</option>
          @for (hospital of hospitals(); track hospital.id) {
            <option [value]="hospital.id" [selected]="hospital.id === filter().hospitalId">{{ hospital.name }}</option>
          }
        </select>
      </label>
      <label>
        <span>Reason</span>
        <select class="input" [value]="filter().reason" (change)="changed.emit({ reason: reasonOf($event) })">
          <option value="">All reasons</option>
          @for (reason of reasons; track reason[0]) {
            <option [value]="reason[0]" [selected]="reason[0] === filter().reason">{{ reason[1] }}</option>
          }
        </select>
      </label>
      <label>
        <span>Filter this list</span>
        <input
          class="input"
          type="search"
          autocomplete="off"
          placeholder="Name, number or reference"
          [value]="filter().text"
          (input)="changed.emit({ text: valueOf($event) })"
        />
      </label>
    </div>
  `,
  styles: `
    .filters {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-block-end: 8px;
    }
    label {
      display: grid;
      flex: 0 1 220px;
      min-inline-size: 140px;
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    .input {
      inline-size: 100%;
      min-block-size: 36px;
    }
    @media (max-width: 640px) {
      label {
        flex-basis: 40%;
        flex-grow: 1;
      }
      label:last-child {
        flex-basis: 100%;
      }
    }
  `,
})
export class ListFilters {
  readonly filter = input.required<AlertFilter>();
  readonly hospitals = input.required<readonly { id: string; name: string }[]>();
  readonly changed = output<Partial<AlertFilter>>();

  protected readonly reasons = Object.entries(ATTENDANCE_REASONS);

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected reasonOf(event: Event): AttendanceReason | '' {
    return this.valueOf(event) as AttendanceReason | '';
  }
}
