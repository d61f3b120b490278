import { Component, computed, inject, input, model, signal } from '@angular/core';
import type { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { ROLES, type Role } from '@shared-care/domain/roles';
import { Api } from '../core/api';
import { inNetwork } from '../hospitals/in-network';
import { fieldProblem } from '../core/problem';

/** A role, and for a link consultant the hospital they work at. */
@Component({
  selector: 'sc-role-fields',
  template: `
    <div class="field">
      <label [for]="id() + '-role'">Role</label>
      @if (roleError(); as error) {
        <span class="error" [id]="id() + '-role-error'">{{ error }}</span>
      }
      <select
        #roleBox
        [id]="id() + '-role'"
        [attr.aria-invalid]="roleError() === null ? null : 'true'"
        [attr.aria-describedby]="roleError() === null ? null : id() + '-role-error'"
        (change)="choose($any(roleBox.value))"
      >
        @for (each of roles; track each.role) {
          <option [value]="each.role" [selected]="each.role === role()">{{ each.word }}</option>
        }
      </select>
    </div>
    @if (role() === 'link_consultant') {
      <div class="field">
        <label [for]="id() + '-hospital'">Hospital</label>
        @if (hospitalError(); as error) {
          <span class="error" [id]="id() + '-hospital-error'">{{ error }}</span>
        }
        <select
          #hospitalBox
          [id]="id() + '-hospital'"
          [attr.aria-invalid]="hospitalError() === null ? null : 'true'"
          [attr.aria-describedby]="hospitalError() === null ? null : id() + '-hospital-error'"
          (change)="hospitalId.set(hospitalBox.value || null)"
        >
          <option value="" [selected]="hospitalId() === null">Choose a hospital</option>
          @for (hospital of hospitals(); track hospital.id) {
            <option [value]="hospital.id" [selected]="hospital.id === hospitalId()">{{ hospital.name }}</option>
          }
        </select>
        @if (failed()) {
          <p>
            The hospitals could not be loaded.
            <button type="button" class="button plain" (click)="load()">Try again</button>
          </p>
        }
      </div>
    }
  `,
})
export class RoleFields {
  private readonly api = inject(Api);

  /** Begins the ids of the two fields. */
  readonly id = input.required<string>();
  readonly problem = input<Problem | null>(null);
  readonly role = model.required<Role>();
  readonly hospitalId = model<string | null>(null);

  protected readonly hospitals = signal<HospitalSummary[]>([]);
  protected readonly failed = signal(false);
  protected readonly roleError = computed(() => fieldProblem(this.problem(), 'role'));
  protected readonly hospitalError = computed(() => fieldProblem(this.problem(), 'hospitalId'));
  protected readonly roles = Object.entries(ROLES).map(([role, word]) => ({ role, word }));

  constructor() {
    void this.load();
  }

  protected choose(role: Role): void {
    this.role.set(role);
    if (role !== 'link_consultant') this.hospitalId.set(null);
  }

  protected async load(): Promise<void> {
    try {
      this.hospitals.set(await inNetwork(this.api));
      this.failed.set(false);
    } catch {
      this.failed.set(true);
    }
  }
}
