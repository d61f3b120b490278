import { Component, computed, ElementRef, inject, Injector, input, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ListedContact, ListedContactChange } from '@shared-care/contracts/contacts/answers';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { UNIT_KINDS, type UnitKind } from '@shared-care/domain/attendance-reasons';
import { londonDate } from '@shared-care/domain/london-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { CapabilityList } from './capability-list';
import { ClosureNote } from './closure-note';
import { ContactCard } from './contact-card';
import { ContactChangeCard } from './contact-change-card';
import { ContactForm } from './contact-form';
import { HospitalNetworkCard } from './hospital-network';

/** One hospital: whom to ring there, what it can do, and what is about to change. No child is named here. */
@Component({
  selector: 'sc-hospital-record',
  host: { class: 'u-block u-w-xl' },
  imports: [
    MatButton,
    SelectBox,
    CapabilityList,
    ClosureNote,
    ContactCard,
    ContactChangeCard,
    ContactForm,
    EmptyState,
    HospitalNetworkCard,
    OnDate,
    Phone,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './hospital-record.html',
})
export class HospitalRecord {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  protected readonly consultantHours = HOURS_BANDS.in_hours;
  protected readonly session = inject(SessionStore);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET hospitals/:id', { params: { id } }),
    (live) => live.changed('hospitals'),
  );
  protected readonly page = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly said = signal('');
  protected readonly adding = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly unit = signal<{ kind: UnitKind; name: string } | null>(null);
  protected readonly unitError = computed(() => fieldProblem(this.attempt.problem(), 'name'));
  protected readonly unitKinds = Object.entries(UNIT_KINDS) as [UnitKind, string][];

  /** A link consultant proposes for the hospital they work at. */
  protected readonly mayPropose = computed(() => {
    const user = this.session.user();
    return (
      this.session.may('contact', 'propose') && (user?.role !== 'link_consultant' || user.hospitalId === this.id())
    );
  });
  protected readonly contacts = computed(() => {
    const page = this.page();
    return (page?.contacts ?? []).map((contact) => ({ contact, waiting: waitingFor(contact, page?.changes ?? []) }));
  });
  protected readonly additions = computed(() =>
    (this.page()?.changes ?? []).filter(({ kind, state }) => kind === 'add' && state === 'waiting'),
  );

  protected took({ page, said }: { page: HospitalPage; said: string }): void {
    this.fetched.take(page);
    this.adding.set(false);
    this.say(said);
  }

  protected refresh(): void {
    void this.fetched.refresh();
  }

  protected say(words: string): void {
    this.said.set(words);
    focusWhenLost(this.injector, () => this.heading()?.nativeElement);
  }

  protected async addUnit(event: Event): Promise<void> {
    event.preventDefault();
    const unit = this.unit();
    const page =
      unit &&
      (await this.attempt.run(() =>
        this.api.call('POST hospitals/:id/units', { params: { id: this.id() }, body: unit }),
      ));
    if (!page) return;
    this.unit.set(null);
    this.took({ page, said: 'The unit is added.' });
  }
}

function waitingFor(contact: ListedContact, changes: readonly ListedContactChange[]): ListedContactChange | null {
  return changes.find(({ contactId, state }) => contactId === contact.id && state === 'waiting') ?? null;
}
