import { afterNextRender, Component, computed, inject, Injector, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { InHospital } from '@shared-care/contracts/my-patients/answers';
import type { CommentOnAlert } from '@shared-care/contracts/my-patients/shapes';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { ATTENDANCE_REASONS } from '@shared-care/domain/attendance-reasons';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { COMMENT_KINDS } from '@shared-care/domain/record-correction';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { ChildFacts } from '@shared-care/ui/patient-banner/child-facts';
import { PlaceNow } from '@shared-care/ui/place-now/place-now';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { WhereNow } from '@shared-care/ui/where-now/where-now';
import { Api } from '../core/api';
import { CardOf } from '../emergency-plans/card-of';
import { PatientNotHere } from '../patients/patient-not-here';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { ChildFrame } from './child-frame';
import { LogArrival } from './log-arrival';
import { MyPatientsStore } from './my-patients-store';
import { SuggestCorrection } from './suggest-correction';

/** One child in brief, for a phone at night: who it is, what is going on, where to go, whom to ring, tell the PHU. */
@Component({
  selector: 'sc-own-patient',
  imports: [
    AtTime,
    CardOf,
    ChildFacts,
    ChildFrame,
    Icon,
    LoadState,
    LogArrival,
    OpenAccessChip,
    PatientNotHere,
    PlaceNow,
    ProblemNote,
    RingNow,
    RouterLink,
    SuggestCorrection,
    TierChip,
    WhereNow,
  ],
  templateUrl: './own-patient.html',
  styleUrl: './own-patient.scss',
})
export class OwnPatientPage {
  /** From the route: an internal id, never an NHS number. */
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly mine = inject(MyPatientsStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET patients/:id', { params: { id } }),
    (live, id) => {
      live.changedFor('patients', id);
      live.changedFor('alerts', id);
    },
  );
  /** What was there a moment ago stays when the network goes, never when the link has ended. */
  protected readonly page = this.fetched.value;
  protected readonly problem = this.fetched.problem;
  protected readonly notHere = computed(() => ['not_found', 'invalid'].includes(this.problem()?.code ?? ''));
  protected readonly shownAt = computed(() => londonTime(new Date(this.page()?.now ?? this.clock.now())));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly seen = computed(() => (this.notHere() ? null : this.page()));
  protected readonly name = computed(() => formalName(this.page()!.patient));
  private readonly ageOn = computed(() => this.page()!.patient.diedOn ?? this.today());
  protected readonly age = computed(() => ageAt(this.page()!.patient.birthDate, this.ageOn()));
  protected readonly ageSpoken = computed(() => ageInWords(this.page()!.patient.birthDate, this.ageOn()));
  protected readonly hospitals = computed(() => (this.page()?.links ?? []).map(({ hospital }) => hospital));
  protected readonly here = computed(() =>
    (this.mine.list.value()?.inHospital ?? []).filter(({ patient }) => patient.id === this.id()),
  );
  protected readonly mayLog = computed(() => {
    const record = this.page();
    return record !== null && record.patient.diedOn === null && !this.notHere() && !this.logging();
  });

  protected readonly logging = signal(false);
  protected readonly suggesting = signal(false);
  protected readonly commenting = signal<string | null>(null);
  protected readonly words = signal('');
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();
  protected readonly kinds = COMMENT_KINDS;

  protected reason({ reason }: InHospital): string {
    return ATTENDANCE_REASONS[reason];
  }

  /** Where the visit stands, with what can be said about it. */
  protected toHospital(event: Event): void {
    event.preventDefault();
    afterNextRender(
      () => {
        const heading = document.getElementById('in-hospital');
        heading?.scrollIntoView({ block: 'center' });
        heading?.focus({ preventScroll: true });
      },
      { injector: this.injector },
    );
    this.said.set('');
  }

  protected reload(): void {
    void this.fetched.retry();
  }

  protected told(alertId: string): Promise<void> {
    return this.send(alertId, { kind: 'told_phu' });
  }

  protected async comment(event: Event, alertId: string): Promise<void> {
    event.preventDefault();
    await this.send(alertId, { kind: 'comment', words: this.words() });
  }

  protected logged(): void {
    this.logging.set(false);
    void this.mine.list.refresh();
    this.reload();
  }

  protected suggested(done: boolean): void {
    this.suggesting.set(false);
    if (done) this.said.set('Sent to the unit. A nurse checks it and changes the record.');
  }

  private async send(alertId: string, said: CommentOnAlert): Promise<void> {
    const list = await this.attempt.run(() =>
      this.api.call('POST my-patients/alerts/:id/comments', { params: { id: alertId }, body: said }),
    );
    if (list === null) return;
    this.mine.list.take(list);
    this.words.set('');
    this.commenting.set(null);
    this.said.set('Sent. The unit sees it with the alert.');
  }
}
