import { Component, computed, effect, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import type { EmergencyPlan, PlanChangedByAnother } from '@shared-care/contracts/emergency-plans';
import { mendText, textFaults } from '@shared-care/domain/clinical-text';
import {
  PLAN_BANDS,
  PLAN_FIELD_NAMES,
  PLAN_FIELDS,
  type PlanFieldName,
  type PlanSections,
} from '@shared-care/domain/emergency-plan';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Drafts } from '../alerts/drafts';
import { Attempt } from '../shell/attempt';
import { fieldProblem } from '../shell/problem';
import { EmergencyPlanStore } from './emergency-plan-store';

interface Typed {
  sections: PlanSections;
  reviewBy: string;
  forTodaysFacts: boolean;
}

/** Writes the text of a draft. Amounts that could be misread are named while they are typed, and mended by one press. */
@Component({
  selector: 'sc-plan-editor',
  imports: [ProblemNote],
  templateUrl: './plan-editor.html',
  styleUrl: './plan-editor.scss',
})
export class PlanEditor {
  private readonly store = inject(EmergencyPlanStore);
  private readonly drafts = inject(Drafts);

  readonly plan = input.required<EmergencyPlan>();
  readonly saved = output<EmergencyPlan>();
  /** The reader's view was asked for. */
  readonly looked = output();

  protected readonly attempt = new Attempt();
  protected readonly bands = (['red', 'amber', 'green'] as const).map((band) => ({
    band,
    words: PLAN_BANDS[band],
    fields: PLAN_FIELD_NAMES.filter((name) => PLAN_FIELDS[name].band === band),
  }));
  protected readonly fields = PLAN_FIELDS;
  /** What was typed survives looking elsewhere, signing in again and the other person's save. */
  protected readonly typed = linkedSignal({
    source: () => this.plan().id,
    computation: (id): Typed => this.drafts.get<Typed>('plan', id) ?? this.fromPlan(),
  });
  protected readonly faults = computed(() =>
    Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, textFaults(this.typed().sections[name])])),
  );
  protected readonly changed = computed(() => JSON.stringify(this.typed()) !== JSON.stringify(this.fromPlan()));
  protected readonly theirs = signal<PlanChangedByAnother | null>(null);
  protected readonly differing = computed(() => {
    const theirs = this.theirs();
    if (theirs === null) return [];
    const { sections } = this.typed();
    return PLAN_FIELD_NAMES.filter((name) => theirs.sections[name] !== sections[name]);
  });
  /** The version that what is typed is about: a newer one that arrives meanwhile is not thereby seen. */
  protected readonly seen = linkedSignal({
    source: () => this.plan().id,
    computation: () => untracked(() => this.plan().version),
  });

  constructor() {
    effect(() => {
      const typed = this.typed();
      const id = this.plan().id;
      untracked(() => this.drafts.keep('plan', id, typed));
    });
  }

  protected write(name: PlanFieldName, text: string): void {
    this.typed.update((typed) => ({ ...typed, sections: { ...typed.sections, [name]: text } }));
  }

  protected mend(name: PlanFieldName): void {
    this.write(name, mendText(this.typed().sections[name]));
  }

  protected change(part: Partial<Typed>): void {
    this.typed.update((typed) => ({ ...typed, ...part }));
  }

  protected error(name: PlanFieldName): string | null {
    return fieldProblem(this.attempt.problem(), `sections.${name}`);
  }

  protected readonly reviewError = computed(() => fieldProblem(this.attempt.problem(), 'reviewBy'));

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id } = this.plan();
    const saved = await this.attempt.run(() => this.store.save(id, { version: this.seen(), ...this.typed() }));
    if (saved === null) return this.keepBoth();
    this.theirs.set(null);
    this.drafts.drop('plan', id);
    this.saved.emit(saved);
    this.typed.set(this.fromPlan(saved));
    this.seen.set(saved.version);
  }

  /** After a 409 both texts stand side by side, and the next save is made knowing theirs. */
  private keepBoth(): void {
    const problem = this.attempt.problem();
    if (problem?.code !== 'conflict' || !problem.current) return;
    const theirs = problem.current as unknown as PlanChangedByAnother;
    this.theirs.set(theirs);
    this.seen.set(theirs.version);
  }

  private fromPlan(plan = this.plan()): Typed {
    return { sections: plan.sections, reviewBy: plan.reviewBy, forTodaysFacts: false };
  }
}
