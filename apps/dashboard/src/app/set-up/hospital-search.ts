import { Component, inject, input, model, signal } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import type { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import { Field } from '@shared-care/ui/field/field';
import { Api } from '../core/api';

const DEBOUNCE_MS = 250;
const SHOWN = 12;

/** Any published hospital by part of its name, town or ODS code. */
@Component({
  selector: 'sc-hospital-search',
  imports: [Field, MatFormFieldModule, MatInputModule, MatRadioModule],
  template: `
    <sc-field label="Find our hospital" hint="Name, town or ODS code" [error]="error()">
      <mat-form-field
        ><input matInput type="search" autocomplete="off" (input)="type($any($event.target).value)"
      /></mat-form-field>
    </sc-field>
    <p role="status" class="meta u-ms-2">{{ said() }}</p>
    @if (found().length > 0) {
      <mat-radio-group
        class="u-mb-4"
        aria-label="Hospitals found"
        [value]="chosen()"
        (change)="chosen.set($event.value)"
      >
        @for (hospital of found(); track hospital.id) {
          <mat-radio-button [value]="hospital.id">
            <strong>{{ hospital.name }}</strong>
            <span class="meta u-ms-2"
              >{{ hospital.town ?? 'Town not recorded' }} · ODS {{ hospital.odsCode
              }}{{ hospital.closedOn ? ' · closed' : '' }}</span
            >
          </mat-radio-button>
        }
      </mat-radio-group>
    }
  `,
  styles: `
    mat-radio-group {
      display: grid;
      gap: 0.25rem;
    }
  `,
})
export class HospitalSearch {
  readonly chosen = model<string | null>(null);
  readonly error = input<string | null>(null);

  private readonly api = inject(Api);
  protected readonly found = signal<HospitalSummary[]>([]);
  protected readonly said = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected type(typed: string): void {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    const words = typed.trim();
    if (words.length < 2) {
      this.found.set([]);
      this.said.set('');
      return;
    }
    this.timer = setTimeout(async () => {
      try {
        const { hospitals: found, total } = await this.api.call('GET hospitals', { query: { search: words } });
        if (asked !== this.asked) return;
        this.found.set(found.slice(0, SHOWN));
        this.said.set(counted(total));
        if (!found.some(({ id }) => id === this.chosen())) this.chosen.set(null);
      } catch {
        if (asked === this.asked) this.said.set('The hospitals could not be searched. Type again.');
      }
    }, DEBOUNCE_MS);
  }
}

function counted(count: number): string {
  if (count === 0) return 'No hospital of the published lists matches.';
  if (count <= SHOWN) return count === 1 ? '1 hospital matches.' : `${count} hospitals match.`;
  return `${count} hospitals match; the first ${SHOWN} are listed. Type more of the name.`;
}
