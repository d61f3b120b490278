import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { EmergencyPlan, PlanChangedByAnother } from '@shared-care/contracts/emergency-plans/answers';
import { mendText, textFaults } from '@shared-care/domain/clinical-text';
import {
  PLAN_BANDS,
  PLAN_FIELD_NAMES,
  PLAN_FIELDS,
  type PlanFieldName,
  type PlanSections,
} from '@shared-care/domain/emergency-plan';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Field } from '@shared-care/ui/field/field';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Api } from '../core/api';
import { Drafts } from '../forms/drafts';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

type PlanText = PlanChangedByAnother & { id: string };

interface Typed {
  sections: PlanSections;
  reviewBy: string;
  forTodaysFacts: boolean;
}

/** Writes the text of a draft. Amounts that could be misread are named while they are typed, and mended by one press. */
@Component({
  selector: 'sc-plan-editor',
  imports: [MatButton, DayBox, Field, ProblemNote],
  templateUrl: './plan-editor.html',
  styleUrl: './plan-editor.scss',
})
export class PlanEditor {
  private readonly api = inject(Api);

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
  private readonly work = versionedDraft({
    source: (): PlanText => ({ ...this.plan(), by: 'Somebody else' }),
    id: () => this.plan().id,
    version: ({ version }) => version,
    begin: ({ sections, reviewBy }): Typed => ({ sections, reviewBy, forTodaysFacts: false }),
    whole: true,
    kept: { form: 'plan', drafts: inject(Drafts) },
  });
  protected readonly typed = this.work.typed;
  protected readonly faults = computed(() =>
    Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, textFaults(this.typed().sections[name])])),
  );
  protected readonly changed = this.work.changed;
  protected readonly theirs = this.work.meanwhile;
  private readonly compared = signal(0);
  protected readonly differing = computed(() => {
    const theirs = this.theirs();
    if (theirs === null) return [];
    const { sections } = this.typed();
    return PLAN_FIELD_NAMES.filter((name) => theirs.sections[name] !== sections[name]);
  });

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
    const theirs = this.theirs();
    // The first press shows theirs beside each section that differs; the next is made knowing it.
    if (theirs !== null && this.compared() !== theirs.version) return this.compared.set(theirs.version);
    if (theirs !== null) this.work.keepMine();
    const { id, version } = this.work.seen();
    const saved = await this.work.save(
      this.attempt,
      () =>
        this.attempt.run(() =>
          this.api.call('POST emergency-plans/:id/text', { params: { id }, body: { version, ...this.typed() } }),
        ),
      (current, seen) => ('sections' in current ? { ...seen, ...(current as unknown as PlanChangedByAnother) } : null),
    );
    if (saved === null) return this.compared.set(this.theirs()?.version ?? 0);
    this.work.takeTheirs({ ...saved, by: '' });
    this.saved.emit(saved);
  }
}
