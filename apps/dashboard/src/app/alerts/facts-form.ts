import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertDetail, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import type { CorrectFacts, UnlistedHospital } from '@shared-care/contracts/attendances/shapes';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  UNIT_KINDS,
  type AttendanceReason,
  type BleedSite,
  type UnitKind,
} from '@shared-care/domain/attendance-reasons';
import { londonDate, shortDateTime } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { UnlistedHospitalFields, type TypedHospital } from '../hospitals/unlisted-hospital';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { instantOf, typedTime } from '../forms/checked-form';

interface Typed {
  hospitalId: string;
  unlisted: TypedHospital | null;
  unitKind: UnitKind | '';
  reason: AttendanceReason;
  bleedSite: BleedSite | '';
  arrivedAt: string;
  because: string;
}

/** Puts right what was logged wrong about a visit. Only what was changed is sent; what it was stays, struck through. */
@Component({
  selector: 'sc-facts-form',
  imports: [DayAndTime, HospitalPicker, MatButton, ProblemNote, SavedMeanwhile, SelectBox, UnlistedHospitalFields],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      @if (typed().unlisted; as hospital) {
        <sc-unlisted-hospital
          boxId="facts-hospital"
          [value]="hospital"
          [nameError]="error('unlistedHospital.name')"
          [kindError]="error('unlistedHospital.kind')"
          (typed)="set({ unlisted: $event })"
          (listed)="set({ unlisted: null })"
        />
      } @else {
        <sc-hospital-picker
          [value]="typed().hospitalId"
          [own]="now()"
          [offersUnlisted]="true"
          (valueChange)="set({ hospitalId: $event })"
          (unlisted)="set({ unlisted: { kind: '', name: $event, place: '', phone: '' } })"
        />
        @if (error('hospitalId'); as words) {
          <p class="error">{{ words }}</p>
        }
      }
      <div class="pair u-grid u-gap-0-4">
        <sc-select
          label="Where in the hospital"
          boxId="facts-unit"
          none="Not known"
          [options]="unitKinds"
          [value]="typed().unitKind"
          (valueChange)="set({ unitKind: $any($event) })"
        />
        <div class="field">
          <label for="facts-arrived">Arrived</label>
          <sc-day-and-time
            boxId="facts-arrived"
            [today]="today()"
            [value]="typed().arrivedAt"
            (valueChange)="set({ arrivedAt: $event })"
          />
          @if (error('arrivedAt'); as words) {
            <span class="error" id="facts-arrived-error">{{ words }}</span>
          }
        </div>
      </div>
      <div class="pair u-grid u-gap-0-4">
        <sc-select
          label="Reason"
          [options]="reasons"
          [value]="typed().reason"
          (valueChange)="set({ reason: $any($event) })"
        />
        <sc-select
          label="Suspected site"
          none="Not known"
          [options]="sites"
          [value]="typed().bleedSite"
          (valueChange)="set({ bleedSite: $any($event) })"
        />
      </div>
      <div class="field">
        <label for="facts-because">What was wrong</label>
        <input
          #because
          id="facts-because"
          type="text"
          autocomplete="off"
          [value]="typed().because"
          [attr.aria-invalid]="error('because') ? 'true' : null"
          [attr.aria-describedby]="error('because') ? 'facts-because-error' : null"
          (input)="set({ because: because.value })"
        />
        @if (error('because'); as words) {
          <span class="error" id="facts-because-error">{{ words }}</span>
        }
      </div>
      <p class="meta">
        What it said before stays, struck through. The alert is judged again: its tier rises at once, and falls only
        when somebody lowers it. The people who were told of the alert are told of the change.
      </p>
      @if (theirs(); as lines) {
        <sc-saved-meanwhile
          lead="Somebody else corrected this visit meanwhile."
          (mine)="keepMine()"
          (theirs)="work.takeTheirs(); closed.emit()"
        >
          @for (line of lines; track line[0]) {
            <dt>{{ line[0] }}</dt>
            <dd>{{ line[1] }}</dd>
          }
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Nothing was changed. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" aria-keyshortcuts="Control+Enter" [disabled]="attempt.busy()">Save the facts</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class FactsForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  private readonly tried = signal(false);
  /** News of the alert that leaves the facts of the visit as they were asks nothing. */
  protected readonly work = versionedDraft({
    source: this.alert,
    id: ({ id }) => id,
    version: ({ version }) => version,
    begin: ({ attendance }) => started(attendance!),
  });
  protected readonly typed = this.work.typed;
  protected readonly theirs = computed(() => {
    const now = this.work.meanwhile()?.attendance;
    return now ? factLines(now) : null;
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));
  /** The hospital as it is now, which the list of our network may not have. */
  protected readonly now = computed(() => {
    const { id, name } = this.alert().attendance!.hospital;
    return id === null ? [] : [{ id, name }];
  });
  protected readonly unitKinds = Object.entries(UNIT_KINDS);
  protected readonly reasons = Object.entries(ATTENDANCE_REASONS);
  protected readonly sites = Object.entries(BLEED_SITES);

  protected error(field: string): string | null {
    if (this.tried() && field === 'unlistedHospital.kind' && this.typed().unlisted?.kind === '')
      return 'Choose why it is not listed.';
    return fieldProblem(this.attempt.problem(), field);
  }

  protected set(part: Partial<Typed>): void {
    this.typed.update((typed) => ({ ...typed, ...part }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    this.tried.set(true);
    if (this.attempt.busy() || this.typed().unlisted?.kind === '') return;
    const { attendance, version } = this.work.seen();
    const facts = { version, because: this.typed().because, ...this.changed() };
    const saved = await this.attempt.run(() => this.store.correctFacts(attendance!.id, facts));
    if (saved === null) return;
    this.said.done('Facts corrected', saved);
    this.closed.emit();
  }

  private changed(): Omit<CorrectFacts, 'version' | 'because'> {
    const [before, after] = [started(this.work.seen().attendance!), this.typed()];
    const { unlisted } = after;
    return {
      ...(unlisted && JSON.stringify(unlisted) !== JSON.stringify(before.unlisted)
        ? { unlistedHospital: { ...unlisted, kind: unlisted.kind as UnlistedHospital['kind'] } }
        : {}),
      ...(!unlisted && after.hospitalId !== '' && after.hospitalId !== before.hospitalId
        ? { hospitalId: after.hospitalId }
        : {}),
      ...(after.unitKind === before.unitKind ? {} : { unitKind: after.unitKind || null }),
      ...(after.reason === before.reason ? {} : { reason: after.reason }),
      ...(after.bleedSite === before.bleedSite ? {} : { bleedSite: after.bleedSite || null }),
      ...(after.arrivedAt === before.arrivedAt ? {} : { arrivedAt: instantOf(after.arrivedAt) ?? '' }),
    };
  }
}

function started({ hospital, unlistedHospital, unitKind, reason, bleedSite, arrivedAt }: AttendanceOfAlert): Typed {
  const unlisted = hospital.id === null ? unlistedHospital : null;
  return {
    hospitalId: hospital.id ?? '',
    unlisted: unlisted && {
      kind: unlisted.kind,
      name: unlisted.name,
      place: unlisted.place ?? '',
      phone: unlisted.phone ?? '',
    },
    unitKind: unitKind ?? '',
    reason,
    bleedSite: bleedSite ?? '',
    arrivedAt: typedTime(new Date(arrivedAt)),
    because: '',
  };
}

function factLines({ hospital, unitKind, reason, bleedSite, arrivedAt }: AttendanceOfAlert): [string, string][] {
  return [
    ['Hospital', hospital.name],
    ['Where in the hospital', unitKind === null ? 'Not known' : UNIT_KINDS[unitKind]],
    ['Reason', ATTENDANCE_REASONS[reason]],
    ['Suspected site', bleedSite === null ? 'Not known' : BLEED_SITES[bleedSite]],
    ['Arrived', shortDateTime(new Date(arrivedAt))],
  ];
}
