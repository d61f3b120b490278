import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import type { MoveAttendance } from '@shared-care/contracts/attendances/shapes';
import { ATTENDANCE_STATES, mayBecome } from '@shared-care/domain/attendance-states';
import { londonDate } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { instantOf, typedTime } from '../forms/checked-form';

const PLACES: readonly { state: MoveAttendance['state']; does: string }[] = [
  { state: 'in_department', does: 'Child is in the department' },
  { state: 'admitted', does: 'Child was admitted' },
  { state: 'transferred', does: 'Child was transferred' },
];

/** Where the child is now. */
@Component({
  selector: 'sc-move-child',
  imports: [DayAndTime, MatButton, ProblemNote],
  template: `
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="Where the child is was not saved." [problem]="problem" />
    }
    @if (leaving()) {
      <form novalidate (submit)="leave($event)">
        <div class="field">
          <label for="left-at">The child left at</label>
          <sc-day-and-time boxId="left-at" [today]="today()" [(value)]="leftAt" />
        </div>
        <div class="row">
          <button matButton="outlined" [disabled]="attempt.busy()">Save</button>
          <button type="button" matButton="text" (click)="leaving.set(false)">Cancel</button>
        </div>
      </form>
    } @else {
      <p class="meta">Now: {{ states[attendance().state] }}.</p>
      <div class="row">
        @if (mayLeave()) {
          <button id="move-first" type="button" matButton="outlined" (click)="startLeaving()">Child has left</button>
        }
        @for (place of places(); track place.state) {
          <button type="button" matButton="text" [disabled]="attempt.busy()" (click)="move(place.state)">
            {{ place.does }}
          </button>
        }
      </div>
    }
  `,
  styleUrl: './alert-forms.scss',
})
export class MoveChild {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);

  readonly attendance = input.required<AttendanceOfAlert>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly states = ATTENDANCE_STATES;
  protected readonly leaving = signal(false);
  protected readonly leftAt = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly mayLeave = computed(() => mayBecome(this.attendance().state, 'left'));
  protected readonly places = computed(() => PLACES.filter(({ state }) => mayBecome(this.attendance().state, state)));

  protected startLeaving(): void {
    this.leftAt.set(typedTime(this.clock.read()));
    this.leaving.set(true);
    setTimeout(() => document.getElementById('left-at')?.focus());
  }

  protected async leave(event: Event): Promise<void> {
    event.preventDefault();
    await this.move('left', instantOf(this.leftAt()));
  }

  protected async move(state: MoveAttendance['state'], leftAt: string | null = null): Promise<void> {
    const moved = await this.attempt.run(() => this.store.move(this.attendance().id, { state, leftAt }));
    if (moved === null) return;
    this.said.done(`The child: ${ATTENDANCE_STATES[state].toLowerCase()}`, moved);
    this.closed.emit();
  }
}
