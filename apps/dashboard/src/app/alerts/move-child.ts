import { Component, computed, inject, Injector, input, signal } from '@angular/core';
import type { AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import type { MoveAttendance } from '@shared-care/contracts/attendances/shapes';
import { mayBecome } from '@shared-care/domain/attendance-states';
import { londonDate } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
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
  imports: [DayAndTime, ProblemNote],
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
          <button class="button" [disabled]="attempt.busy()">Save</button>
          <button type="button" class="button plain" (click)="leaving.set(false)">Cancel</button>
        </div>
      </form>
    } @else {
      <div class="row">
        @if (mayLeave()) {
          <button type="button" class="button" (click)="startLeaving()">Child has left</button>
        }
        @for (place of places(); track place.state) {
          <button type="button" class="button plain" [disabled]="attempt.busy()" (click)="move(place.state)">
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
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly attendance = input.required<AttendanceOfAlert>();

  protected readonly attempt = new Attempt();
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
    if (await this.move('left', instantOf(this.leftAt()))) this.leaving.set(false);
    focusWhenLost(this.injector, () => document.getElementById('attendance-title'));
  }

  protected async move(state: MoveAttendance['state'], leftAt: string | null = null): Promise<boolean> {
    const moved = await this.attempt.run(() => this.store.move(this.attendance().id, { state, leftAt }));
    focusWhenLost(this.injector, () => document.getElementById('attendance-title'));
    return moved !== null;
  }
}
