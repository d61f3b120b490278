import { Component, computed, inject, input, model, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { ROLES, type Role } from '@shared-care/domain/roles';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { inNetwork } from '../hospitals/in-network';
import { fieldProblem } from '../core/problem';

/** A role, and for a link consultant the hospital they work at. */
@Component({
  selector: 'sc-role-fields',
  imports: [MatButton, SelectBox],
  template: `
    <sc-select
      label="Role"
      [options]="roleChoices"
      [error]="roleError()"
      [value]="role()"
      (valueChange)="choose($any($event))"
    />
    @if (role() === 'link_consultant') {
      <div>
        <sc-select
          label="Hospital"
          none="Choose a hospital"
          [options]="hospitals()"
          [error]="hospitalError()"
          [value]="hospitalId() ?? ''"
          (valueChange)="hospitalId.set($event || null)"
        />
        @if (failed()) {
          <p>
            The hospitals could not be loaded.
            <button type="button" matButton="text" (click)="load()">Try again</button>
          </p>
        }
      </div>
    }
  `,
})
export class RoleFields {
  private readonly api = inject(Api);

  readonly problem = input<Problem | null>(null);
  readonly role = model.required<Role>();
  readonly hospitalId = model<string | null>(null);

  protected readonly hospitals = signal<HospitalSummary[]>([]);
  protected readonly failed = signal(false);
  protected readonly roleError = computed(() => fieldProblem(this.problem(), 'role'));
  protected readonly hospitalError = computed(() => fieldProblem(this.problem(), 'hospitalId'));
  protected readonly roleChoices = Object.entries(ROLES);

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
