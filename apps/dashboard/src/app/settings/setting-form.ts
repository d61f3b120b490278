import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type {
  ProposeSetting,
  Setting,
  SettingsPage,
  SettingValue,
  VaccinationAgesValue,
} from '@shared-care/contracts/settings';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../shell/attempt';
import { fieldProblem } from '../shell/problem';
import { SETTING_FIELDS, type SettingField } from './setting-fields';
import { SettingsStore } from './settings-store';

interface Age {
  label: string;
  months: string;
}

/** Another value is typed here and proposed; whoever confirms is another person. */
@Component({
  selector: 'sc-setting-form',
  imports: [Field, MatButton, MatFormField, MatInput, ProblemNote],
  templateUrl: './setting-form.html',
  styleUrl: './setting-form.scss',
})
export class SettingForm {
  private readonly store = inject(SettingsStore);

  readonly setting = input.required<Setting>();
  /** What the fields begin with. */
  readonly from = input.required<SettingValue>();
  readonly proposed = output<SettingsPage>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly reason = signal('');
  protected readonly fields = computed(() => SETTING_FIELDS[this.setting().key] ?? []);
  protected readonly typed = linkedSignal<Readonly<Record<string, string>>>(() => {
    const value = this.from() as Record<string, string | number>;
    return Object.fromEntries(this.fields().map(({ name }) => [name, String(value[name] ?? '')]));
  });
  protected readonly ages = linkedSignal<readonly Age[]>(() =>
    this.setting().key === 'vaccination_ages'
      ? (this.from() as VaccinationAgesValue).ages.map(({ label, months }) => ({ label, months: String(months) }))
      : [],
  );

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected type({ name }: SettingField, value: string): void {
    this.typed.set({ ...this.typed(), [name]: value });
  }

  protected typeAge(place: number, change: Partial<Age>): void {
    this.ages.set(this.ages().map((age, at) => (at === place ? { ...age, ...change } : age)));
  }

  protected addAge(): void {
    this.ages.set([...this.ages(), { label: '', months: '' }]);
  }

  protected removeAge(place: number): void {
    this.ages.set(this.ages().filter((_, at) => at !== place));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { key, current } = this.setting();
    const body = { key, value: this.value(), seen: current.id, reason: this.reason() };
    const page = await this.attempt.run(() => this.store.propose(body as ProposeSetting));
    if (page !== null) this.proposed.emit(page);
  }

  /** What is no number is sent as it was typed: the server says what is wrong with it, at its field. */
  private value(): object {
    const number = (typed: string): number | string => (/^\d+$/.test(typed.trim()) ? Number(typed) : typed);
    if (this.setting().key === 'vaccination_ages')
      return { ages: this.ages().map(({ label, months }) => ({ label, months: number(months) })) };
    return Object.fromEntries(
      this.fields().map(({ name, kind }) => {
        const typed = this.typed()[name] ?? '';
        return [name, kind === 'number' ? number(typed) : typed.trim()];
      }),
    );
  }
}
