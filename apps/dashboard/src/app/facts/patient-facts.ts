import { ApplicationRef, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import type {
  FactState,
  InhibitorEntry,
  PatientFacts,
  WeightEntry,
} from '@shared-care/contracts/patient-facts/answers';
import { CHANGED_FACTS, INHIBITOR_RESULTS, type ChangedFact } from '@shared-care/domain/patient-change';
import { INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { shortDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { UndoSnack } from '../core/undo-snack';
import { ChangeFactForm } from './change-fact-form';
import { EntryLine } from './entry-line';
import { factInWords, sourceInWords } from './fact-words';
import { MeasureForm } from './measure-form';

const GROUPS: readonly { title: string; facts: readonly ChangedFact[] }[] = [
  { title: 'Who', facts: ['name', 'birth_date', 'sex', 'nhs_number', 'hospital_number'] },
  { title: 'Condition', facts: ['diagnosis', 'severity', 'baseline_level', 'central_line', 'allergies'] },
];

/** Every fact as it is, who said so, and all it ever was; each to change, none to lose. */
@Component({
  selector: 'sc-patient-facts',
  host: { class: 'u-block' },
  imports: [AtTime, ChangeFactForm, EntryLine, Icon, MatButtonModule, MeasureForm, LoadState, ProblemNote],
  templateUrl: './patient-facts.html',
  styleUrl: './patient-facts.scss',
})
export class PatientFactsTab {
  /** From the address: `weight` opens the form at once. */
  readonly add = input<string>();

  protected readonly record = inject(RecordOnScreen);
  private readonly api = inject(Api);
  private readonly snack = inject(UndoSnack);
  private readonly router = inject(Router);
  private readonly application = inject(ApplicationRef);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/facts', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly facts = this.fetched.value;
  /** The fact, or the series, whose form is open. */
  protected readonly open = signal<ChangedFact | 'weight' | 'inhibitor' | null>(null);
  protected readonly histories = signal<readonly string[]>([]);
  protected readonly attempt = new Attempt();
  protected readonly may = computed(() => this.facts()?.closed === null);
  protected readonly today = this.record.today;
  protected readonly groups = computed(() =>
    GROUPS.map(({ title, facts }) => ({
      title,
      facts: facts.flatMap((fact) => this.facts()?.facts.find((one) => one.fact === fact) ?? []),
    })),
  );
  protected readonly weight = computed(() => this.facts()?.weights.find(({ struckOut }) => struckOut === null) ?? null);
  protected readonly labels = CHANGED_FACTS;
  protected readonly inhibitorStates = INHIBITOR_STATES;
  protected readonly words = factInWords;
  protected readonly source = sourceInWords;
  protected readonly day = shortDate;

  constructor() {
    effect(() => {
      if (this.add() === 'weight' && this.may()) untracked(() => this.open.set('weight'));
    });
  }

  /** The form is there, with the focus in its first box, before the next key: its first digit is not lost. */
  protected show(form: ChangedFact | 'weight' | 'inhibitor'): void {
    this.open.set(form);
    this.application.tick();
  }

  protected standing(fact: FactState): FactState['changes'][number] | undefined {
    return fact.changes.find(({ struckOut, ofMergedRecord }) => struckOut === null && !ofMergedRecord);
  }

  protected weightWords({ kg, on }: WeightEntry): string {
    return `${kg} kg, ${shortDate(on)}`;
  }

  protected resultWords({ state, titre, on }: InhibitorEntry): string {
    const day = on === null ? 'day not known' : shortDate(on);
    return [INHIBITOR_RESULTS[state], titre === null ? '' : `${titre} BU`, day]
      .filter((part) => part !== '')
      .join(', ');
  }

  protected changeWords(fact: ChangedFact, { was, becomes }: FactState['changes'][number]): string {
    return was === null ? factInWords(fact, becomes) : `${factInWords(fact, becomes)}, was ${factInWords(fact, was)}`;
  }

  protected isShown(history: string): boolean {
    return this.histories().includes(history);
  }

  protected toggle(history: string): void {
    this.histories.update((shown) =>
      shown.includes(history) ? shown.filter((one) => one !== history) : [...shown, history],
    );
  }

  protected reload(): void {
    void this.fetched.retry();
  }

  protected changed(fact: ChangedFact, facts: PatientFacts): void {
    const entry = facts.facts.find((one) => one.fact === fact)?.changes[0];
    this.take(facts);
    this.snack.say(`${CHANGED_FACTS[fact]} changed`, entry && { undo: () => this.undo(entry.id) });
  }

  protected measured(kind: 'weight' | 'inhibitor', facts: PatientFacts): void {
    const before = new Set(
      (kind === 'weight' ? this.facts()?.weights : this.facts()?.inhibitorResults)?.map(({ id }) => id),
    );
    const added =
      kind === 'weight'
        ? facts.weights.find(({ id }) => !before.has(id))
        : facts.inhibitorResults.find(({ id }) => !before.has(id));
    this.take(facts);
    const words = kind === 'weight' && added && 'kg' in added ? `Weight ${added.kg} kg added` : 'Result added';
    this.snack.say(words, added && { undo: () => this.undo(added.id) });
  }

  protected async strike(id: string, because: string): Promise<void> {
    const facts = await this.attempt.run(() =>
      this.api.call('POST fact-entries/:id/strike-out', { params: { id }, body: { because } }),
    );
    if (facts === null) return;
    this.take(facts);
    this.snack.say('Struck out. It stays in the history.');
  }

  protected async registeredByMistake(): Promise<void> {
    const id = this.record.id();
    if (id === null) return;
    const done = await this.attempt.run(() =>
      this.api.call('POST patients/:id/strike-out', { params: { id }, body: { because: 'Registered by mistake.' } }),
    );
    if (done !== null) await this.router.navigateByUrl('/patients');
  }

  private async undo(id: string): Promise<void> {
    this.take(
      await this.api.call('POST fact-entries/:id/strike-out', {
        params: { id },
        body: { because: 'Undone by who wrote it.' },
      }),
    );
  }

  private take(facts: PatientFacts): void {
    this.open.set(null);
    this.attempt.forget();
    this.fetched.take(facts);
    this.record.reload();
  }
}
