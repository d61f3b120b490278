import { Component, computed, inject } from '@angular/core';
import { ROLES } from '@shared-care/domain/roles';
import { SessionStore } from '../core/session-store';
import { UnitNumber } from '../core/unit-number';

/** Where an account starts that has neither alerts nor patients to see. */
@Component({
  selector: 'sc-welcome',
  imports: [UnitNumber],
  template: `
    <h1 tabindex="-1">Signed in as {{ session.user()?.displayName }}</h1>
    <p>Your role is {{ role() }}. It sees no patients and no alerts, so there is nothing to show here.</p>
    <p><sc-unit-number lead="To change what an account may see, ring the unit on" /></p>
  `,
})
export class Welcome {
  protected readonly session = inject(SessionStore);
  protected readonly role = computed(() => {
    const user = this.session.user();
    return user === null ? '' : ROLES[user.role].toLowerCase();
  });
}
