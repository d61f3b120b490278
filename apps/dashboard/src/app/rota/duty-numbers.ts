import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DutyNumberLine } from '@shared-care/contracts/rota/answers';
import { SaveDutyNumber } from '@shared-care/contracts/rota/shapes';
import { DUTIES, type Duty } from '@shared-care/domain/rota';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Live } from '../core/live';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { RotaLinks } from './rota-links';
import { dutyWords } from './rota-words';

const NOTHING: DutyNumberLine = { duty: 'phu_nurse', phone: '', bleep: '', version: 0 };

/** How the person on each duty is rung. "Ring now" on every alert and card reads these. */
@Component({
  selector: 'sc-duty-numbers',
  imports: [MatButton, LoadState, Phone, ProblemNote, RotaLinks, SavedMeanwhile],
  templateUrl: './duty-numbers.html',
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    .said:empty {
      display: none;
    }
  `,
})
export class DutyNumbers {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly session = inject(SessionStore);

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET rota/patterns'),
    () => this.live.changed('rota'),
  );
  protected readonly attempt = new Attempt();
  protected readonly said = signal('');
  protected readonly editing = signal<Duty | null>(null);
  private readonly tried = signal(false);
  protected readonly mayWrite = computed(() => this.session.may('rota', 'write'));
  protected readonly lines = computed(() => {
    const numbers = this.fetched.value()?.numbers;
    if (!numbers) return null;
    return (Object.keys(DUTIES) as Duty[]).map(
      (duty) => numbers.find((each) => each.duty === duty) ?? { duty, phone: '', bleep: '', version: 0 },
    );
  });
  protected readonly errors = computed<Readonly<Record<string, string>>>(() => {
    const found: Record<string, string> = {};
    const checked = SaveDutyNumber.safeParse(this.wire());
    if (this.tried() && !checked.success)
      for (const { path, message } of checked.error.issues) found[String(path[0])] ??= message;
    for (const { field, message } of this.attempt.problem()?.errors ?? []) found[field] ??= message;
    return found;
  });
  protected readonly work = versionedDraft({
    source: () => this.lines()?.find(({ duty }) => duty === this.editing()) ?? NOTHING,
    id: ({ duty }) => duty,
    version: ({ version }) => version,
    whole: true,
    begin: ({ phone, bleep }) => ({ phone, bleep }),
  });
  protected readonly words = dutyWords;

  protected edit(duty: Duty): void {
    this.attempt.forget();
    this.tried.set(false);
    this.said.set('');
    this.editing.set(duty);
  }

  protected stop(): void {
    this.work.takeTheirs();
    this.editing.set(null);
  }

  protected change(part: { phone: string } | { bleep: string }): void {
    this.work.typed.update((now) => ({ ...now, ...part }));
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
    const checked = SaveDutyNumber.safeParse(this.wire());
    if (!checked.success) return;
    const saved = await this.work.save(
      this.attempt,
      () => this.attempt.run(() => this.api.call('POST rota/numbers', { body: checked.data })),
      (current) => (current['number'] ?? null) as DutyNumberLine | null,
    );
    if (saved === null) return;
    this.fetched.take(saved);
    this.stop();
    this.said.set(`Saved. ${dutyWords(checked.data.duty)} is rung so from now on.`);
  }

  private wire(): object {
    const { duty, version } = this.work.seen();
    return { duty, version, ...this.work.typed() };
  }
}
