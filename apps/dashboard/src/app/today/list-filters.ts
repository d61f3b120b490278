import { Component, input, output } from '@angular/core';
import { ATTENDANCE_REASONS, type AttendanceReason } from '@shared-care/domain/attendance-reasons';
import type { AlertFilter } from './alert-filter';

/** Narrows the list by hospital, reason and text. */
@Component({
  selector: 'sc-list-filters',
  template: `
    <div class="filters" role="group" aria-label="Filters">
      <div>
        <label for="filter-hospital">Hospital</label>
        <select
          id="filter-hospital"
          class="input"
          [value]="filter().hospitalId"
          (change)="changed.emit({ hospitalId: valueOf($event) })"
        >
          <option value="">All hospitals</option>
          @for (hospital of hospitals(); track hospital.id) {
            <option [value]="hospital.id" [selected]="hospital.id === filter().hospitalId">{{ hospital.name }}</option>
          }
        </select>
      </div>
      <div>
        <label for="filter-reason">Reason</label>
        <select
          id="filter-reason"
          class="input"
          [value]="filter().reason"
          (change)="changed.emit({ reason: reasonOf($event) })"
        >
          <option value="">All reasons</option>
          @for (reason of reasons; track reason[0]) {
            <option [value]="reason[0]" [selected]="reason[0] === filter().reason">{{ reason[1] }}</option>
          }
        </select>
      </div>
      <div>
        <label for="filter-text">Filter this list</label>
        <input
          id="filter-text"
          class="input"
          type="search"
          autocomplete="off"
          placeholder="Name, number or reference"
          [value]="filter().text"
          (input)="changed.emit({ text: valueOf($event) })"
        />
      </div>
    </div>
  `,
  styles: `
    .filters {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-block-end: 8px;
    }
    .filters > div {
      flex: 0 1 220px;
      min-inline-size: 140px;
    }
    label {
      display: block;
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    .input {
      inline-size: 100%;
      min-block-size: 36px;
    }
    @media (max-width: 640px) {
      .filters > div {
        flex: 1 1 40%;
      }
      .filters > div:last-child {
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
