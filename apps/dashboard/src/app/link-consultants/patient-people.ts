import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { SharedCare, SharedCareLinkRow } from '@shared-care/contracts/shared-care-links/answers';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { londonDate } from '@shared-care/domain/london-time';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { LINK_CHANGE_KINDS, LINK_CHANGE_SOURCES, LINK_END_REASONS } from '@shared-care/domain/shared-care-link';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { LinkForm, type LinkVerb } from './link-form';

/** Tab of the record: which hospitals share the care, who answers there, what changed and can be taken back. */
@Component({
  selector: 'sc-patient-people',
  host: { class: 'u-block u-w-l' },
  imports: [MatButton, AtTime, LinkForm, OnDate, LoadState, ProblemNote, RouterLink],
  templateUrl: './patient-people.html',
  styleUrl: './patient-people.scss',
})
export class PatientPeople {
  protected readonly consultantHours = HOURS_BANDS.in_hours;
  protected readonly record = inject(RecordOnScreen);
  private readonly api = inject(Api);

  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/shared-care', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly shown = this.fetched.value;
  protected readonly mayChange = computed(
    () => this.session.may('sharedCareLink', 'change') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly current = computed(() => (this.shown()?.links ?? []).filter((link) => link.current));
  protected readonly coming = computed(() =>
    (this.shown()?.links ?? []).filter(
      (link) => !link.current && new Date(link.validFrom) > new Date(this.shown()!.now),
    ),
  );
  protected readonly past = computed(() =>
    (this.shown()?.links ?? []).filter((link) => !link.current && !this.coming().includes(link)),
  );
  protected readonly primary = computed(() => this.current().find(({ role }) => role === 'primary') ?? null);
  protected readonly doing = signal<{ verb: LinkVerb; link: SharedCareLinkRow | null } | null>(null);
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();

  protected readonly roles = SHARED_CARE_ROLES;
  protected readonly kinds = LINK_CHANGE_KINDS;
  protected readonly sources = LINK_CHANGE_SOURCES;
  protected readonly reasons = LINK_END_REASONS;
  protected readonly day = (instant: string): string => londonDate(new Date(instant));
  /** The last day of a link that ends at a midnight. */
  protected readonly lastDay = (instant: string): string => londonDate(new Date(new Date(instant).getTime() - 1));

  protected start(verb: LinkVerb, link: SharedCareLinkRow | null = null): void {
    this.said.set('');
    this.doing.set({ verb, link });
  }

  protected isDoing(link: SharedCareLinkRow): boolean {
    return this.doing()?.link?.id === link.id && this.doing()?.verb !== 'move';
  }

  protected saved(shown: SharedCare): void {
    this.fetched.take(shown);
    this.doing.set(null);
    this.said.set('Saved. It can be undone below for 7 days.');
    this.record.reload();
  }

  protected async undo(changeId: string): Promise<void> {
    const id = this.record.id()!;
    const shown = await this.attempt.run(async () => {
      await this.api.call('POST link-changes/:id/undo', { params: { id: changeId }, body: { whole: false } });
      return this.api.call('GET patients/:id/shared-care', { params: { id } });
    });
    if (shown === null) return void this.fetched.refresh();
    this.fetched.take(shown);
    this.said.set('Undone. The links are as they were.');
    this.record.reload();
  }
}
