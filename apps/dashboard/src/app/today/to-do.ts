import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertQueue } from '@shared-care/contracts/alerts/answers';

interface Task {
  words: string;
  path: string;
  params?: Record<string, string>;
}

/** What else somebody of the unit should do now, as chips beside the title: silent when there is nothing. */
@Component({
  selector: 'sc-to-do',
  host: { class: 'row u-stretch' },
  imports: [RouterLink],
  template: `
    @for (task of tasks(); track task.words) {
      <a
        class="u-small u-soft u-inline-flex u-center u-tall-s u-round u-strong"
        [routerLink]="task.path"
        [queryParams]="task.params ?? {}"
        >{{ task.words }}</a
      >
    }
  `,
  styles: `
    a {
      padding: 0 0.625rem;
    }
  `,
})
export class ToDo {
  readonly counts = input.required<AlertQueue['counts']>();
  readonly handover = input.required<AlertQueue['handover']>();

  protected readonly tasks = computed((): Task[] => {
    const { offeredToMe, unfinishedLogs } = this.counts();
    const { from, due, asksForCalls } = this.handover();
    const tasks: (Task | false)[] = [
      offeredToMe > 0 && { words: `Handed over to you ${offeredToMe}`, path: '/handover' },
      due && { words: `Handover due ${from}`, path: '/handover' },
      asksForCalls && { words: 'Calls overnight?', path: '/handover' },
      unfinishedLogs > 0 && { words: `Unfinished log ${unfinishedLogs}`, path: '/attendances/new' },
    ];
    return tasks.filter((task) => task !== false);
  });
}
