import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { RecordedRotaChange, RotaPersonLine } from '@shared-care/contracts/rota/answers';
import { RecordRotaChange } from '@shared-care/contracts/rota/shapes';
import { londonInstant } from '@shared-care/domain/london-time';
import { DUTIES, type Duty, ROTA_CHANGE_KINDS, type RotaChangeKind, roleFor } from '@shared-care/domain/rota';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { timeOfDay } from '@shared-care/ui/day-and-time/typed-time';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { RotaMoment } from './rota-moment';
import { dayWords, dutyWords } from './rota-words';

/** What is typed; times are London's. */
export interface ChangeDraft {
  kind: RotaChangeKind;
  duty: Duty;
  offUserId: string;
  onUserId: string;
  fromDate: string;
  fromTime: string;
  untilDate: string;
  untilTime: string;
  withBack: boolean;
  backFromDate: string;
  backFromTime: string;
  backUntilDate: string;
  backUntilTime: string;
  reason: string;
}

export function emptyDraft(today: string): ChangeDraft {
  return {
    kind: 'swap',
    duty: 'on_call_registrar',
    offUserId: '',
    onUserId: '',
    fromDate: today,
    fromTime: '',
    untilDate: today,
    untilTime: '',
    withBack: false,
    backFromDate: today,
    backFromTime: '',
    backUntilDate: today,
    backUntilTime: '',
    reason: '',
  };
}

const TITLES: Record<RotaChangeKind, string> = {
  swap: 'Record a swap',
  extra_cover: 'Add extra cover',
  leave: 'Record leave',
};

@Component({
  selector: 'sc-rota-change-form',
  imports: [MatButton, ProblemNote, RotaMoment, SelectBox],
  host: { '(keydown.control.enter)': 'save($event)', '(keydown.escape)': 'closed.emit()' },
  templateUrl: './rota-change-form.html',
})
export class RotaChangeForm {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  readonly begun = input.required<ChangeDraft>();
  readonly people = input.required<readonly RotaPersonLine[]>();
  readonly recorded = output<{ words: string; change: RecordedRotaChange }>();
  readonly closed = output();

  /** Chosen from another line of the rota, it begins there; the reason in words is nobody else's to drop. */
  protected readonly draft = linkedSignal<ChangeDraft, ChangeDraft>({
    source: this.begun,
    computation: (begun, previous) => ({ ...begun, reason: begun.reason || (previous?.value.reason ?? '') }),
  });
  protected readonly attempt = new Attempt();
  private readonly tried = signal(false);
  protected readonly title = computed(() => TITLES[this.draft().kind]);
  protected readonly duties = (Object.keys(DUTIES) as Duty[]).map((duty) => [duty, dutyWords(duty)] as const);
  protected readonly able = computed(() => this.people().filter(({ role }) => role === roleFor(this.draft().duty)));
  protected readonly kinds = ROTA_CHANGE_KINDS;

  private readonly checked = computed(() => RecordRotaChange.safeParse(toWire(this.draft())));
  /** The first message of each field: what is typed now, and what the server refused. */
  protected readonly errors = computed<Readonly<Record<string, string>>>(() => {
    const found: Record<string, string> = {};
    const checked = this.checked();
    if (this.tried() && !checked.success) {
      for (const { path, message } of checked.error.issues) found[path.join('.')] ??= message;
    }
    for (const { field, message } of this.attempt.problem()?.errors ?? []) found[field] ??= message;
    return found;
  });
  /** Who holds it by now, when that is why it was refused. */
  protected readonly heldBy = computed(() => {
    const held = this.attempt.problem()?.current?.['heldBy'];
    return Array.isArray(held) ? held.join(', ') || 'not covered' : null;
  });
  protected readonly yours = computed(() => this.inWords());

  constructor() {
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>('h2')?.focus(), {
      injector: this.injector,
    });
  }

  protected set<K extends keyof ChangeDraft>(field: K, value: ChangeDraft[K]): void {
    this.draft.update((draft) => ({ ...draft, [field]: value }));
  }

  protected setDuty(duty: Duty): void {
    const same = roleFor(duty) === roleFor(this.draft().duty);
    this.draft.update((draft) => ({ ...draft, duty, ...(same ? {} : { offUserId: '', onUserId: '' }) }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const checked = this.checked();
    if (!checked.success) {
      this.focusFirstError();
      return;
    }
    if (this.attempt.busy()) return;
    const change = await this.attempt.run(() => this.api.call('POST rota/changes', { body: checked.data }));
    if (change === null) this.focusFirstError();
    else this.recorded.emit({ words: `Recorded: ${this.inWords()}.`, change });
  }

  private inWords(): string {
    const draft = this.draft();
    const name = (id: string): string => this.people().find((person) => person.id === id)?.name ?? '';
    const times = `${dayWords(draft.fromDate)} ${draft.fromTime} to ${dayWords(draft.untilDate)} ${draft.untilTime}`;
    switch (draft.kind) {
      case 'leave':
        return `${name(draft.offUserId)} is on leave, ${times}`;
      case 'swap':
        return `${name(draft.onUserId)} for ${name(draft.offUserId)}, ${DUTIES[draft.duty]}, ${times}`;
      case 'extra_cover':
        return `${name(draft.onUserId)}, ${DUTIES[draft.duty]}, ${times}`;
    }
  }

  private focusFirstError(): void {
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), {
      injector: this.injector,
    });
  }
}

/** As the server takes it; what is not a time stays as typed, for the schema to name. */
function toWire(draft: ChangeDraft): object {
  const { kind, duty, offUserId, onUserId, reason } = draft;
  const times = {
    from: instant(draft.fromDate, draft.fromTime),
    until: instant(draft.untilDate, draft.untilTime),
  };
  if (kind === 'leave') return { kind, offUserId, ...times, reason };
  if (kind === 'extra_cover') return { kind, duty, onUserId, ...times, reason };
  const back = {
    from: instant(draft.backFromDate, draft.backFromTime),
    until: instant(draft.backUntilDate, draft.backUntilTime),
  };
  return { kind, duty, offUserId, onUserId, ...times, back: draft.withBack ? back : null, reason };
}

function instant(date: string, time: string): string {
  const clock = timeOfDay(time);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || clock === null) return '';
  return londonInstant(date, clock).toISOString();
}
