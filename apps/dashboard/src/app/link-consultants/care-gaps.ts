import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ClosureMove } from '@shared-care/contracts/link-consultants/answers';
import { CLOSURE_MOVE_KINDS } from '@shared-care/contracts/link-consultants/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** H15: children without a local consultant, longest first, and holidays not confirmed. */
@Component({
  selector: 'sc-care-gaps',
  host: { class: 'u-block u-w-l' },
  imports: [EmptyState, IdentityLine, MatButton, OnDate, LoadState, ProblemNote, RouterLink, ShownOf],
  template: `
    <h1 tabindex="-1">Children without link</h1>
    <sc-load-state [of]="fetched" />
    @if (fetched.value(); as shown) {
      @if (shown.gaps.length === 0) {
        <sc-empty-state good words="Every child has a shared care hospital and a link consultant who answers." />
      } @else {
        <p class="u-mt-1 u-mb-3">
          {{ shown.total }} {{ shown.total === 1 ? 'child' : 'children' }}, {{ overdue() }} for more than five working
          days.
        </p>
        <sc-shown-of [shown]="shown.gaps.length" [total]="shown.total" rest="The longest come first." />
        <ul class="card u-mb-6 u-p-0">
          @for (gap of shown.gaps; track gap.patient.id) {
            <li class="u-bar u-py-3 u-px-4">
              <div>
                <sc-identity-line [patient]="gap.patient" [on]="today()" />
                <p class="u-mt-1 u-mb-0">
                  {{ gap.kind === 'no_link' ? 'No shared care hospital' : 'No link consultant'
                  }}{{ gap.hospital ? (gap.kind === 'no_link' ? ', last ' : ' at ') + gap.hospital.name : '' }}
                  @if (gap.since; as since) {
                    since <sc-on-date [date]="day(since)" />
                  }
                  @if (gap.overdue) {
                    &ngsp;<span class="tag red"><span aria-hidden="true">▲ </span>Longer than 5 working days</span>
                  }
                </p>
              </div>
              <a matButton="outlined" [routerLink]="['/patients', gap.patient.id, 'people']"
                >Mend<span class="visually-hidden"> the links of {{ gap.patient.familyName }}</span></a
              >
            </li>
          }
        </ul>
      }
      @if (shown.moves.length > 0) {
        <h2>To move from hospitals that close</h2>
        <p class="u-mt-1 u-mb-3">
          {{ shown.totalMoves }} to move. A line goes when it has been moved; nothing moves by itself.
        </p>
        <sc-shown-of [shown]="shown.moves.length" [total]="shown.totalMoves" />
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not recorded" [problem]="problem" />
        }
        <ul class="card u-mb-6 u-p-0">
          @for (move of shown.moves; track move.id) {
            <li class="u-bar u-py-3 u-px-4">
              <div>
                <sc-identity-line [patient]="move.patient" [on]="today()" />
                <p class="u-mt-1 u-mb-0">
                  {{ kinds[move.kind] }} at {{ move.hospital.name }}, which closes or closed on
                  <sc-on-date [date]="move.closedOn" />
                </p>
                <p class="meta u-mt-1 u-mb-0">
                  {{
                    move.owner === null
                      ? 'No owner'
                      : isMine(move)
                        ? 'You move it'
                        : move.owner.displayName + ' moves it'
                  }}
                </p>
              </div>
              <div class="row">
                <button matButton type="button" [disabled]="attempt.busy()" (click)="own(move)">
                  {{ isMine(move) ? 'Give it back' : move.owner === null ? 'I move it' : 'Take it over'
                  }}<span class="visually-hidden">: {{ move.patient.familyName }}, {{ kinds[move.kind] }}</span>
                </button>
                <a matButton="outlined" [routerLink]="placeOf(move)"
                  >Move<span class="visually-hidden"> it for {{ move.patient.familyName }}</span></a
                >
              </div>
            </li>
          }
        </ul>
      }
      @if (shown.givers.length > 0) {
        <h2>No giver before the next dose day</h2>
        <sc-shown-of [shown]="shown.givers.length" [total]="shown.totalGivers" rest="The soonest come first." />
        <ul class="card u-mb-6 u-p-0">
          @for (one of shown.givers; track one.entryId) {
            <li class="u-bar u-py-3 u-px-4">
              <div>
                <sc-identity-line [patient]="one.patient" [on]="today()" />
                <p class="u-mt-1 u-mb-0">
                  {{ one.treatment }}, next on <sc-on-date [date]="one.nextOn" />. No agreed giver for that day.
                </p>
              </div>
              <a matButton="outlined" [routerLink]="['/patients', one.patient.id, 'family']"
                >Ask somebody<span class="visually-hidden"> for {{ one.patient.familyName }}</span></a
              >
            </li>
          }
        </ul>
      }
      @if (shown.unconfirmed.length > 0) {
        <h2>Holidays not confirmed</h2>
        <ul class="card u-mb-6 u-p-0">
          @for (one of shown.unconfirmed; track one.patient.id + one.hospital.id) {
            <li class="u-bar u-py-3 u-px-4">
              <div>
                <sc-identity-line [patient]="one.patient" [on]="today()" />
                <p class="u-mt-1 u-mb-0">
                  {{ one.hospital.name }}, <sc-on-date [date]="day(one.from)" /> to
                  <sc-on-date [date]="day(one.until)" />
                </p>
              </div>
              <a matButton="outlined" [routerLink]="['/patients', one.patient.id, 'people']"
                >Confirm<span class="visually-hidden"> the holiday of {{ one.patient.familyName }}</span></a
              >
            </li>
          }
        </ul>
      }
    }
  `,
  styles: `
    li > div:first-child {
      flex: 1 1 20rem;
      min-inline-size: 0;
    }
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class CareGapsPage {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly attempt = new Attempt();
  private readonly clock = inject(ServerClock);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET care-gaps'),
    (live) => live.changed('patients'),
  );
  protected readonly overdue = computed(() => this.fetched.value()?.gaps.filter((gap) => gap.overdue).length ?? 0);
  protected readonly kinds = CLOSURE_MOVE_KINDS;
  protected readonly today = computed(() => londonDate(this.clock.now()));

  protected day(instant: string): string {
    return londonDate(new Date(instant));
  }

  protected isMine({ owner }: ClosureMove): boolean {
    return owner !== null && owner.id === this.session.user()?.id;
  }

  protected async own(move: ClosureMove): Promise<void> {
    await this.attempt.run(() =>
      this.api.call('POST closure-moves/owner', {
        body: { kind: move.kind, id: move.id, version: move.version, mine: !this.isMine(move) },
      }),
    );
    await this.fetched.refresh();
  }

  protected placeOf({ kind, id, patient }: ClosureMove): string[] {
    if (kind === 'link') return ['/patients', patient.id, 'people'];
    return kind === 'alert' ? ['/alerts', id] : ['/open-access', id];
  }
}
