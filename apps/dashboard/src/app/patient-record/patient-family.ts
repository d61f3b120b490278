import { Component, computed, inject, signal } from '@angular/core';
import { MatButton, MatButtonModule } from '@angular/material/button';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import { shortDate } from '@shared-care/domain/london-time';
import { MESSAGES_CHOICES, WHY_NOT_CONTACTED } from '@shared-care/domain/may-contact';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { FamilyCards } from '../family/family-cards';
import { ContactDetailsForm } from '../patients/contact-details-form';
import { RecordOnScreen } from '../patients/record-on-screen';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { NoticeForm } from '../notices/notice-form';
import { NoticeLine } from '../notices/notice-line';
import { NoticeStore } from '../notices/notice-store';

/** Tab of the record: how the family is reached, and what somebody must see and settle about the record. */
@Component({
  selector: 'sc-patient-family',
  host: { class: 'u-stack u-gap-4' },
  imports: [
    MatButton,
    AtTime,
    ContactDetailsForm,
    FamilyCards,
    MatButtonModule,
    NoticeForm,
    NoticeLine,
    OnDate,
    Phone,
    LoadState,
  ],
  templateUrl: './patient-family.html',
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
      padding-block-start: 12px;
    }
    .kept-back {
      border-inline-start: 4px solid var(--sc-amber);
      padding-inline-start: 8px;
    }
  `,
})
export class PatientFamily {
  private readonly notices = inject(NoticeStore);
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetchedNotices = fetchedFor(
    () => (this.session.may('notice', 'read') ? this.record.id() : null),
    (id) => this.api.call('GET patients/:id/notices', { params: { id } }),
    () => this.notices.changed(),
  );
  protected readonly fetchedDetails = fetchedFor(
    () => (this.session.may('contactDetails', 'read') ? this.record.id() : null),
    (id) => this.api.call('GET patients/:id/contact-details', { params: { id } }),
    () => this.notices.changed(),
  );
  protected readonly all = computed(() => this.fetchedNotices.value()?.notices ?? null);
  protected readonly details = this.fetchedDetails.value;
  protected readonly editing = signal(false);
  protected readonly writing = signal(false);
  /** The local team sees who is around the child, and no more of this page. */
  protected readonly ofTheUnit = computed(() => this.session.may('notice', 'read'));
  protected readonly mayReadDetails = computed(() => this.session.may('contactDetails', 'read'));
  protected readonly mayWrite = computed(() => this.session.may('notice', 'write'));
  protected readonly mayChange = computed(() => this.session.may('contactDetails', 'change'));
  protected readonly whyNot = WHY_NOT_CONTACTED;

  protected messagesWords({ messages, messagesOn }: ContactDetails): string {
    const on = messagesOn === null ? '' : ` (${shortDate(messagesOn)})`;
    return `Messages such as invitations: ${MESSAGES_CHOICES[messages].toLowerCase()}${on}.`;
  }

  protected retry(): void {
    void this.fetchedNotices.retry();
    void this.fetchedDetails.retry();
  }

  /** What a notice stops shows in the banner and on the other tabs as well. */
  protected saved(): void {
    this.writing.set(false);
    this.retry();
    this.record.reload();
  }

  protected take(details: ContactDetails): void {
    this.editing.set(false);
    this.fetchedDetails.take(details);
  }
}
