import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import type { LinkMeanwhile, SharedCare, SharedCareLinkRow } from '@shared-care/contracts/shared-care-links/answers';
import { addDays, londonDate, londonInstant, shortDate, shortDateTime } from '@shared-care/domain/london-time';
import { LINK_END_REASONS, type LinkEndReason } from '@shared-care/domain/shared-care-link';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TypedDate } from '@shared-care/ui/typed-date/typed-date';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';

/** What the form does: one verb each, with only the questions that verb asks. */
export type LinkVerb = 'holiday' | 'second' | 'first' | 'move' | 'consultant' | 'confirm' | 'end';

const TITLES: Record<LinkVerb, string> = {
  holiday: 'Add a holiday link',
  second: 'Add a second hospital',
  first: 'Add the primary hospital',
  move: 'Change the primary hospital',
  consultant: 'Change the link consultant',
  confirm: 'Record the confirmation',
  end: 'End the link',
};

/** One change of a child's links. A stale link shows both values and keeps what was typed. */
@Component({
  selector: 'sc-link-form',
  imports: [MatButton, SelectBox, HospitalPicker, ProblemNote, TypedDate],
  templateUrl: './link-form.html',
})
export class LinkForm {
  readonly patientId = input.required<string>();
  readonly verb = input.required<LinkVerb>();
  /** The link it is about; for another hospital the primary one. */
  readonly link = input<SharedCareLinkRow | null>(null);
  readonly saved = output<SharedCare>();
  readonly closed = output();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly hospitalId = signal('');
  protected readonly consultantId = signal('');
  protected readonly first = signal('');
  protected readonly last = signal('');
  protected readonly by = signal('');
  protected readonly on = signal(londonDate(this.clock.read()));
  protected readonly reason = signal<LinkEndReason | ''>('');
  protected readonly attempt = new Attempt();
  private readonly consultants = signal<readonly ListedLinkConsultant[]>([]);

  protected readonly title = computed(() => TITLES[this.verb()]);
  protected readonly asksHospital = computed(() => ['holiday', 'second', 'first', 'move'].includes(this.verb()));
  protected readonly asksConsultant = computed(() => this.asksHospital() || this.verb() === 'consultant');
  protected readonly consultantChoices = computed(() =>
    this.choices().map(({ id, name, hospital }) => ({ id, name: `${name}, ${hospital.name}` })),
  );
  private readonly choices = computed(() => {
    const hospital = this.verb() === 'consultant' ? this.link()?.hospital.id : this.hospitalId();
    const inPost = this.consultants().filter((one) => one.inPost || one.toOn === null);
    const here = inPost.filter((one) => one.hospital.id === hospital);
    return this.verb() === 'consultant' ? [...here, ...inPost.filter((one) => one.hospital.id !== hospital)] : here;
  });
  protected readonly meanwhile = computed(() => {
    const problem = this.attempt.problem();
    if (problem?.code !== 'conflict') return null;
    const { linkConsultant, until } = problem.current as unknown as LinkMeanwhile;
    const end = until === null ? 'no end' : `ends ${shortDateTime(new Date(until))}`;
    return `${linkConsultant ?? 'no link consultant'}, ${end}`;
  });
  protected readonly mine = computed(() => {
    switch (this.verb()) {
      case 'consultant':
        return this.consultants().find(({ id }) => id === this.consultantId())?.name ?? 'no link consultant';
      case 'end':
        return `ends ${this.last() === '' ? 'now' : shortDate(this.last())}`;
      case 'confirm':
        return `confirmed by ${this.by()}`;
      default:
        return 'the hospital and dates above';
    }
  });
  protected readonly reasons = Object.entries(LINK_END_REASONS).filter(([key]) => key !== 'next_link');

  constructor() {
    void this.loadConsultants();
    // With one consultant at the hospital there is nothing to choose.
    effect(() => {
      const choices = this.choices();
      if (this.asksHospital()) this.consultantId.set(choices.length === 1 ? choices[0]!.id : '');
    });
  }

  protected problemOf(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const shown = await this.attempt.run(() => this.send());
    if (shown !== null) this.saved.emit(shown);
  }

  private send(): Promise<SharedCare> {
    const link = this.link();
    const linkConsultantId = this.consultantId() || null;
    const from = startOf(this.first());
    switch (this.verb()) {
      case 'holiday':
      case 'second':
      case 'first':
        return this.api.call('POST patients/:id/links', {
          params: { id: this.patientId() },
          body: {
            role: ({ holiday: 'temporary', second: 'secondary', first: 'primary' } as const)[
              this.verb() as 'holiday' | 'second' | 'first'
            ],
            hospitalId: this.hospitalId(),
            linkConsultantId,
            from,
            until: this.verb() === 'holiday' ? endOf(this.last()) : null,
          },
        });
      case 'move':
        return this.api.call('POST patients/:id/move', {
          params: { id: this.patientId() },
          body: {
            linkId: link!.id,
            version: link!.version,
            hospitalId: this.hospitalId(),
            linkConsultantId,
            from,
            oldEnds: endOf(this.last()),
          },
        });
      case 'consultant':
        return this.api.call('POST links/:id/consultant', {
          params: { id: link!.id },
          body: { version: link!.version, linkConsultantId, from },
        });
      case 'confirm':
        return this.api.call('POST links/:id/confirm', {
          params: { id: link!.id },
          body: { version: link!.version, by: this.by(), on: this.on() },
        });
      case 'end':
        return this.api.call('POST links/:id/end', {
          params: { id: link!.id },
          body: {
            version: link!.version,
            at: endOf(this.last()),
            // An empty reason is refused by the server, in its words.
            reason: this.reason() as LinkEndReason,
          },
        });
    }
  }

  private async loadConsultants(): Promise<void> {
    try {
      this.consultants.set((await this.api.call('GET link-consultants')).consultants);
    } catch {
      // The list is a help: without it the link is saved without a consultant, and the warning says so.
      this.consultants.set([]);
    }
  }
}

/** The first instant of a day; now when no day is given. */
function startOf(day: string): string | null {
  return day === '' ? null : londonInstant(day, '00:00').toISOString();
}

/** The midnight that ends a day. */
function endOf(day: string): string | null {
  return day === '' ? null : londonInstant(addDays(day, 1), '00:00').toISOString();
}
