import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Capability, HospitalPage } from '@shared-care/contracts/hospitals/answers';
import {
  CAPABILITY_ASK_AGAIN_AFTER_DAYS,
  CAPABILITY_KINDS,
  type CapabilityKind,
} from '@shared-care/domain/hospital-profile';
import { daysBetween } from '@shared-care/domain/london-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Field } from '@shared-care/ui/field/field';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';

interface Draft {
  kind: CapabilityKind;
  words: string;
  asOf: string;
  replaces: string | null;
}

/** What a hospital can do for a bleeding child, each item with the date on which it was so. */
@Component({
  selector: 'sc-capability-list',
  imports: [MatButton, DayBox, Field, SelectBox, OnDate, ProblemNote],
  templateUrl: './capability-list.html',
})
export class CapabilityList {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly hospitalId = input.required<string>();
  readonly capabilities = input.required<readonly Capability[]>();
  readonly today = input.required<string>();
  readonly changed = output<{ page: HospitalPage; said: string }>();
  readonly stale = output();

  protected readonly attempt = new Attempt();
  protected readonly draft = signal<Draft | null>(null);
  protected readonly kinds = Object.entries(CAPABILITY_KINDS) as [CapabilityKind, string][];
  protected readonly groups = computed(() =>
    this.kinds.map(([kind, name]) => ({ kind, name, items: this.capabilities().filter((each) => each.kind === kind) })),
  );
  protected readonly wordsError = computed(() => fieldProblem(this.attempt.problem(), 'words'));
  protected readonly asOfError = computed(() => fieldProblem(this.attempt.problem(), 'asOf'));

  protected isOld({ asOf }: Capability): boolean {
    return daysBetween(asOf, this.today()) > CAPABILITY_ASK_AGAIN_AFTER_DAYS;
  }

  protected begin(from: Capability | null): void {
    this.attempt.forget();
    const { kind, words, id } = from ?? { kind: 'factor_held' as const, words: '', id: null };
    this.draft.set({ kind, words, asOf: this.today(), replaces: id });
  }

  protected set<K extends keyof Draft>(field: K, value: Draft[K]): void {
    this.draft.update((draft) => draft && { ...draft, [field]: value });
  }

  protected stillSo({ kind, words, id }: Capability): Promise<void> {
    return this.run(`${words}: still so.`, () =>
      this.api.call('POST hospitals/:id/capabilities', {
        params: { id: this.hospitalId() },
        body: { kind, words, asOf: this.today(), replaces: id },
      }),
    );
  }

  protected end(capability: Capability): Promise<void> {
    return this.run(`${capability.words}: ended.`, () =>
      this.api.call('POST capabilities/:id/end', { params: { id: capability.id }, body: { reason: 'No longer so.' } }),
    );
  }

  protected save(event: Event): Promise<void> {
    event.preventDefault();
    return this.run('Recorded.', () =>
      this.api.call('POST hospitals/:id/capabilities', { params: { id: this.hospitalId() }, body: this.draft()! }),
    );
  }

  private async run(said: string, verb: () => Promise<HospitalPage>): Promise<void> {
    const page = await this.attempt.run(verb);
    if (page === null) {
      if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
      return;
    }
    this.draft.set(null);
    this.changed.emit({ page, said });
  }
}
