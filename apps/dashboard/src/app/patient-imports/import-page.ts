import { BreakpointObserver } from '@angular/cdk/layout';
import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { MatStepper, MatStepperModule } from '@angular/material/stepper';
import { RouterLink } from '@angular/router';
import type { PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import { londonDate } from '@shared-care/domain/london-time';
import type { PatientImportState } from '@shared-care/domain/patient-list';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { map } from 'rxjs';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { NotHere } from '../core/not-here';
import { ServerClock } from '../core/server-clock';
import { UndoSnack } from '../core/undo-snack';
import { ImportColumns } from './import-columns';
import { ImportNames } from './import-names';
import { ImportReport } from './import-report';
import { bringInWords, chosenWords, countsInWords, leftWords, STEP_OF } from './import-words';

/** One list: columns, check, bring in, result. The state of the list says which step stands open. */
@Component({
  selector: 'sc-import-page',
  host: { class: 'u-block u-w-xl' },
  imports: [
    AtTime,
    Icon,
    ImportColumns,
    ImportNames,
    ImportReport,
    MatButtonModule,
    MatProgressBarModule,
    MatStepperModule,
    NotHere,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
})
export class ImportPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly snack = inject(UndoSnack);
  private readonly stepper = viewChild<MatStepper>('stepper');
  private gone = false;

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET patient-imports/:id', { params: { id: this.id() } }),
    () => this.id(),
  );
  protected readonly list = this.fetched.value;
  protected readonly doing = new Attempt();
  protected readonly going = new Attempt();
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly step = computed(() => STEP_OF[this.list()?.state ?? 'columns']);
  protected readonly counts = computed(() => countsInWords(this.list()?.counts ?? {}));
  protected readonly mayRemap = computed(() => ['columns', 'checked'].includes(this.list()?.state ?? ''));
  protected readonly mayUndo = computed(() => {
    const list = this.list();
    return (
      list !== null &&
      ((list.state === 'finished' && (list.counts.registered ?? 0) > 0) ||
        (list.state === 'undone' && (list.counts.kept ?? 0) > 0))
    );
  });
  protected readonly unread = computed(() =>
    (this.list()?.columns ?? [])
      .filter(({ field }) => field === null)
      .map(({ heading }) => heading || 'without a heading'),
  );
  protected readonly words = { ready: bringInWords, chosen: chosenWords, left: leftWords };
  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 43.75rem)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly working: Readonly<Partial<Record<PatientImportState, string>>> = {
    checking: 'The rows are being checked',
    bringing_in: 'The children are being registered',
    undoing: 'The import is being undone',
  };

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.gone = true));
    // Once the steps before it are drawn as done, which the stepper asks for. A step back by hand stays until the state
    // moves on.
    afterRenderEffect({
      write: () => {
        const [step, stepper] = [this.step(), this.stepper()];
        if (stepper) untracked(() => (stepper.selectedIndex = step));
      },
    });
  }

  protected take(page: PatientImportPage, further: boolean): void {
    this.fetched.take(page);
    this.chosen.set(new Set());
    if (further) void this.goOn();
  }

  /** Asks again and again, each time for a second or so of work, until a person has to look. */
  protected async goOn(): Promise<void> {
    await this.going.run(async () => {
      for (let more = true; more && !this.gone;) {
        const page = await this.api.call('POST patient-imports/:id/go-on', { params: { id: this.id() } });
        this.fetched.take(page);
        more = page.progress !== null;
      }
    });
  }

  protected async bringIn(): Promise<void> {
    const list = this.list()!;
    const lines = this.chosen().size > 0 ? [...this.chosen()].map(Number) : null;
    const begun = await this.doing.run(() =>
      this.api.call('POST patient-imports/:id/bring-in', {
        params: { id: list.id },
        body: { version: list.version, lines },
      }),
    );
    if (!begun) return;
    this.take(begun, false);
    await this.goOn();
    const registered = this.list()?.counts.registered ?? 0;
    if (this.list()?.state === 'finished' && !this.gone)
      this.snack.say(registered === 1 ? '1 child registered' : `${registered} children registered`, {
        undo: () => this.undo(),
      });
  }

  protected async undo(): Promise<void> {
    const list = this.list()!;
    const begun = await this.doing.run(() =>
      this.api.call('POST patient-imports/:id/undo', { params: { id: list.id }, body: { version: list.version } }),
    );
    if (begun) this.take(begun, true);
  }

  protected async putAway(): Promise<void> {
    const list = this.list()!;
    const away = await this.doing.run(() =>
      this.api.call('POST patient-imports/:id/put-away', { params: { id: list.id }, body: { version: list.version } }),
    );
    if (away) this.take(away, false);
  }
}
