import { Component, computed, ElementRef, inject, Injector, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { RecoveryList } from '@shared-care/contracts/recoveries/answers';
import type {
  AttachedIdentity,
  ListedUser,
  WaitingAccess,
  WaitingInvitation,
  WaitingRoleChange,
} from '@shared-care/contracts/users/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { ROLES, type Role } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { Fetched } from '../core/fetched';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { InviteForm } from './invite-form';
import { RecoveryListPart } from './recovery-list';
import { RoleFields } from './role-fields';
import { StartRecoveryForm } from './start-recovery';

type Editing = 'role' | 'identity' | 'recovery';

/** Who has an account, what it may see, and what waits for a second admin. Nothing about any child. */
@Component({
  selector: 'sc-users-page',
  imports: [
    MatButton,
    AtTime,
    EmptyState,
    InviteForm,
    LoadState,
    ProblemNote,
    RecoveryListPart,
    RoleFields,
    RouterLink,
    StartRecoveryForm,
  ],
  host: { class: 'u-block u-w-xl', '(document:visibilitychange)': 'look()' },
  templateUrl: './users-page.html',
  styleUrl: './users-page.scss',
})
export class UsersPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  protected readonly session = inject(SessionStore);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly fetched = new Fetched(() => this.api.call('GET users'));
  protected readonly list = this.fetched.value;
  protected readonly recoveries = new Fetched(() => this.api.call('GET recoveries'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly me = computed(() => this.session.user()?.id);
  protected readonly attempt = new Attempt();
  /** The account that the last refusal is about. */
  protected readonly about = signal<string | null>(null);
  protected readonly said = signal('');
  protected readonly inviting = signal(false);
  protected readonly editing = signal<{ id: string; what: Editing } | null>(null);
  protected readonly role = signal<Role>('haemostasis_nurse');
  protected readonly hospitalId = signal<string | null>(null);
  protected readonly subject = signal('');
  protected readonly roles = ROLES;

  constructor() {
    this.look();
  }

  /** Another admin may have asked for something while this tab lay in the background. */
  protected look(): void {
    if (document.visibilityState !== 'visible') return;
    void this.fetched.refresh();
    void this.recoveries.refresh();
  }

  protected started(user: ListedUser, list: RecoveryList): void {
    this.recoveries.take(list);
    this.editing.set(null);
    this.said.set(`Letting ${user.displayName} in again waits for another admin.`);
    this.keepFocus();
  }

  protected tookRecoveries(list: RecoveryList): void {
    this.recoveries.take(list);
    void this.fetched.refresh();
    this.keepFocus();
  }

  protected edit(user: ListedUser, what: Editing): void {
    this.attempt.forget();
    this.role.set(user.role);
    this.hospitalId.set(user.hospital?.id ?? null);
    this.subject.set('');
    this.editing.set({ id: user.id, what });
  }

  protected close(): void {
    this.editing.set(null);
    this.attempt.forget();
    this.keepFocus();
  }

  protected isEditing(user: ListedUser, what: Editing): boolean {
    const editing = this.editing();
    return editing?.id === user.id && editing.what === what;
  }

  protected toggle(user: ListedUser): Promise<void> {
    return user.disabledAt === null
      ? this.run(user.id, `${user.displayName} is disabled and signed out everywhere.`, () =>
          this.api.call('POST users/:id/disable', { params: { id: user.id }, body: { version: user.version } }),
        )
      : this.run(user.id, `${user.displayName} can sign in again.`, () =>
          this.api.call('POST users/:id/enable', { params: { id: user.id }, body: { version: user.version } }),
        );
  }

  protected endSessions(user: ListedUser): Promise<void> {
    return this.run(user.id, `${user.displayName} is signed out everywhere.`, () =>
      this.api.call('POST users/:id/end-sessions', { params: { id: user.id }, body: { version: user.version } }),
    );
  }

  protected unlock(user: ListedUser): Promise<void> {
    return this.run(user.id, `${user.displayName} can try to sign in again at once.`, () =>
      this.api.call('POST users/:id/unlock', { params: { id: user.id }, body: { version: user.version } }),
    );
  }

  protected askRole(event: Event, user: ListedUser): Promise<void> {
    event.preventDefault();
    return this.run(user.id, `The change for ${user.displayName} waits for another admin.`, () =>
      this.api.call('POST users/:id/role-changes', {
        params: { id: user.id },
        body: { version: user.version, role: this.role(), hospitalId: this.hospitalId() },
      }),
    );
  }

  protected attach(event: Event, user: ListedUser): Promise<void> {
    event.preventDefault();
    return this.run(user.id, `The way in for ${user.displayName} waits for another admin.`, () =>
      this.api.call('POST users/:id/identities', {
        params: { id: user.id },
        body: { version: user.version, subject: this.subject() },
      }),
    );
  }

  protected nameOf({ email, user }: WaitingAccess): string {
    return user?.displayName ?? email ?? '';
  }

  protected identitiesOf(user: ListedUser): readonly AttachedIdentity[] {
    return this.list()?.identities.filter(({ userId }) => userId === user.id) ?? [];
  }

  protected decideAccess(asked: WaitingAccess, verb: 'confirm' | 'refuse'): Promise<void> {
    const name = this.nameOf(asked);
    const call = { params: { id: asked.id }, body: { version: asked.version } };
    return verb === 'confirm'
      ? this.run(
          asked.id,
          asked.kind === 'invitation' ? `The link went to ${name} by email.` : `${name} can sign in by the service.`,
          () => this.api.call('POST access-requests/:id/confirm', call),
        )
      : this.run(asked.id, `${name} is not let in.`, () => this.api.call('POST access-requests/:id/refuse', call));
  }

  protected revoke({ id, email }: WaitingInvitation): Promise<void> {
    return this.run(id, `The link of ${email} works no more.`, () =>
      this.api.call('POST invitations/:id/revoke', { params: { id }, body: {} }),
    );
  }

  protected detach(user: ListedUser, id: string): Promise<void> {
    return this.run(user.id, `${user.displayName} is signed out, and the service opens the account no more.`, () =>
      this.api.call('POST identities/:id/detach', { params: { id }, body: {} }),
    );
  }

  protected decide(change: WaitingRoleChange, verb: 'approve' | 'refuse'): Promise<void> {
    const words = verb === 'approve' ? `has the role ${ROLES[change.to]} from now on` : 'keeps the role they have';
    const asked = { params: { id: change.id }, body: { version: change.version } };
    return this.run(change.id, `${change.user.displayName} ${words}.`, () =>
      verb === 'approve'
        ? this.api.call('POST role-changes/:id/approve', asked)
        : this.api.call('POST role-changes/:id/refuse', asked),
    );
  }

  private async run(about: string, done: string, verb: () => Promise<unknown>): Promise<void> {
    if (this.attempt.busy()) return;
    this.about.set(about);
    this.said.set('');
    const changed = await this.attempt.run(async () => {
      await verb();
      // Nothing else is pressed while the list still shows the version of before.
      await this.fetched.retry();
      return true;
    });
    if (changed === null) {
      // What was refused as stale is shown as it has become.
      if (this.attempt.problem()?.code === 'conflict') void this.fetched.refresh();
      return;
    }
    this.editing.set(null);
    this.said.set(done);
    this.keepFocus();
  }

  private keepFocus(): void {
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }
}
