import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { TransitionAnswer, TransitionDetail } from '@shared-care/contracts/transition/answers';
import { TRANSITION_GROUPS, TRANSITION_ITEMS, TRANSITION_STAGES } from '@shared-care/domain/transition';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { TransitionForm } from './transition-form';

/** Tab of the record, from 12: the way to adult care, and what still stands before it. */
@Component({
  selector: 'sc-patient-transition',
  host: { class: 'u-stack u-gap-4 u-w-l' },
  imports: [MatButton, AtTime, OnDate, LoadState, ProblemNote, TransitionForm],
  templateUrl: './patient-transition.html',
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    li label {
      grid-template-columns: auto 1fr;
    }
    input[type='checkbox'] {
      margin: 2px 0;
    }
    .who {
      margin-inline-start: 32px;
    }
    .missing {
      padding-inline-start: 20px;
      list-style: disc;
    }
    .missing li {
      padding-block: 2px;
      border: 0;
    }
    @media (pointer: coarse) {
      li label {
        min-block-size: 44px;
        align-items: center;
      }
    }
  `,
})
export class PatientTransition {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/transition', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly person = this.fetched.value;
  protected readonly attempt = new Attempt();
  protected readonly editing = signal(false);
  protected readonly mayChange = computed(
    () => this.session.may('transition', 'change') && this.record.page()?.patient.diedOn === null,
  );
  /** The checklist has opened, or somebody began it before its day. */
  protected readonly checklistOpen = computed(() => {
    const person = this.person();
    return (
      person !== null &&
      (this.record.today() >= person.checklistFrom || person.checklist.some(({ answerId }) => answerId !== null))
    );
  });
  protected readonly groups = TRANSITION_GROUPS;
  protected readonly stages = TRANSITION_STAGES;
  protected readonly items = TRANSITION_ITEMS;

  protected retry(): void {
    void this.fetched.retry();
  }

  protected saved(detail: TransitionDetail): void {
    this.editing.set(false);
    this.fetched.take(detail);
  }

  protected keptTheirs(): void {
    this.editing.set(false);
    this.retry();
  }

  /** The box shows what is recorded: it goes back when the answer was not taken. */
  protected async answer(line: TransitionAnswer, box: HTMLInputElement): Promise<void> {
    const done = box.checked;
    const detail = await this.attempt.run(() =>
      this.api.call('POST patients/:id/transition/answers', {
        params: { id: this.record.id()! },
        body: { item: line.item, done, seen: line.answerId },
      }),
    );
    if (detail !== null) return this.fetched.take(detail);
    box.checked = line.done;
    if (this.attempt.problem()?.code === 'conflict') this.retry();
  }
}
