import { Component, computed, ElementRef, inject, input, output, signal, afterNextRender } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ContactChangedMeanwhile, ContactDetails, ListedContact } from '@shared-care/contracts/contacts/answers';
import type { HospitalPage, HospitalUnit } from '@shared-care/contracts/hospitals/answers';
import { CONTACT_PURPOSES, HOURS_BANDS, type ContactPurpose, type HoursBand } from '@shared-care/domain/where-and-whom';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { facets } from './contact-words';
import { ContactTouchesLine } from './contact-touches';

const BLANK: ContactDetails = {
  purpose: 'ward',
  unitId: null,
  label: '',
  phone: '',
  extension: null,
  bleep: null,
  hours: 'any',
  email: null,
  onPublicList: false,
};

/** Proposes what a contact should say. Nothing is rung differently until somebody else has confirmed it by calling. */
@Component({
  selector: 'sc-contact-form',
  imports: [MatButton, SelectBox, ContactTouchesLine, ProblemNote, SavedMeanwhile],
  templateUrl: './contact-form.html',
})
export class ContactForm {
  private readonly api = inject(Api);
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);

  readonly hospitalId = input.required<string>();
  readonly units = input<readonly HospitalUnit[]>([]);
  /** Null: a contact that the hospital lacks. */
  readonly contact = input<ListedContact | null>(null);
  /** Where the units of the hospital are not known: the unit stays as it is and is not offered. */
  readonly keepUnit = input(false);
  /** What a new contact begins with. */
  readonly preset = input<Partial<ContactDetails>>({});
  readonly proposed = output<HospitalPage>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  private readonly work = versionedDraft({
    source: this.contact,
    id: (contact) => contact?.id ?? 'new',
    version: (contact) => contact?.version ?? 0,
    whole: true,
    begin: (contact) => (contact === null ? { ...BLANK, ...this.preset() } : detailsOf(contact)),
  });
  protected readonly draft = this.work.typed;
  /** What the contact says by now, of what is typed differently: somebody else's change was confirmed meanwhile. */
  protected readonly theirs = computed(() => {
    const now = this.work.meanwhile();
    if (now === null || this.conflict()) return null;
    const yours = facets(this.draft(), this.units());
    return facets(detailsOf(now), this.units()).filter(({ value }, place) => value !== yours[place]!.value);
  });
  protected readonly because = signal('');
  protected readonly id = computed(() => `contact-${this.contact()?.id ?? 'new'}`);
  protected readonly purposes = Object.entries(CONTACT_PURPOSES) as [ContactPurpose, string][];
  protected readonly hours = Object.entries(HOURS_BANDS) as [HoursBand, string][];
  protected readonly conflict = computed(() => {
    const problem = this.attempt.problem();
    return problem?.code === 'conflict' ? (problem.current as unknown as ContactChangedMeanwhile) : null;
  });
  /** Yours beside theirs, field by field. */
  protected readonly compared = computed(() => {
    const conflict = this.conflict();
    if (!conflict) return [];
    const yours = facets(conflict.yours ?? this.draft(), this.units());
    const now = facets(conflict.now, this.units());
    const waiting = conflict.waiting && facets(conflict.waiting, this.units());
    return yours
      .map(({ name, value }, place) => ({
        name,
        yours: value,
        now: now[place]!.value,
        waiting: waiting?.[place]?.value ?? null,
      }))
      .filter((row) => row.yours !== row.now || (row.waiting !== null && row.waiting !== row.now));
  });

  constructor() {
    afterNextRender(() => this.element.nativeElement.querySelector<HTMLElement>('[data-first]')?.focus());
  }

  /** On paper somebody holds. */
  protected printed({ touches }: ListedContact): boolean {
    return touches !== null && touches.letters + touches.cards > 0;
  }

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field === 'because' ? field : `becomes.${field}`);
  }

  protected set<K extends keyof ContactDetails>(field: K, value: ContactDetails[K]): void {
    this.work.typed.update((draft) => ({ ...draft, [field]: value }));
  }

  protected keepMine(): void {
    this.work.keepMine();
  }

  protected takeTheirs(): void {
    this.work.takeTheirs();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const contact = this.contact();
    const page = await this.attempt.run(() =>
      contact === null
        ? this.api.call('POST hospitals/:id/contacts', {
            params: { id: this.hospitalId() },
            body: { becomes: this.draft(), because: this.because() },
          })
        : this.api.call('POST contacts/:id/changes', {
            params: { id: contact.id },
            body: {
              version: this.work.seen()?.version ?? 0,
              becomes: this.draft(),
              because: this.because(),
            },
          }),
    );
    if (page !== null) return this.proposed.emit(page);
    const conflict = this.conflict();
    // Both values are on the screen now: sending again is a decision made with them.
    if (conflict && contact) this.work.keepMine({ ...contact, ...conflict.now, version: conflict.version });
  }
}

function detailsOf(contact: ListedContact): ContactDetails {
  const { purpose, unitId, label, phone, extension, bleep, hours, email, onPublicList } = contact;
  return { purpose, unitId, label, phone, extension, bleep, hours, email, onPublicList };
}
