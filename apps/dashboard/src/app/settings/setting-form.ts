import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { Setting, SettingsPage } from '@shared-care/contracts/settings/answers';
import type {
  ProposeSetting,
  SettingKey,
  SettingValue,
  VaccinationAgesValue,
} from '@shared-care/contracts/settings/shapes';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SETTING_FIELDS, type SettingField } from './setting-fields';

interface Age {
  label: string;
  months: string;
}

interface Draft {
  fields: Readonly<Record<string, string>>;
  ages: readonly Age[];
  reason: string;
}

/** Another value is typed here and proposed; another person confirms it. */
@Component({
  selector: 'sc-setting-form',
  imports: [Field, MatButton, MatFormField, MatInput, ProblemNote, SavedMeanwhile],
  templateUrl: './setting-form.html',
  styleUrl: './setting-form.scss',
})
export class SettingForm {
  private readonly api = inject(Api);

  readonly setting = input.required<Setting>();
  /** What the fields begin with. */
  readonly from = input.required<SettingValue>();
  readonly proposed = output<SettingsPage>();
  /** Somebody else was first: what is on the screen is old. */
  readonly stale = output();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly fields = computed(() => SETTING_FIELDS[this.setting().key] ?? []);
  protected readonly work = versionedDraft({
    source: this.setting,
    id: ({ key }) => `${key} ${JSON.stringify(this.from())}`,
    version: ({ history }) => history.length,
    says: ({ current }) => current.value,
    whole: true,
    begin: ({ key }): Draft => begun(key, this.from()),
  });
  protected readonly typed = computed(() => this.work.typed().fields);
  protected readonly ages = computed(() => this.work.typed().ages);
  protected readonly reason = computed(() => this.work.typed().reason);

  protected set(part: Partial<Draft>): void {
    this.work.typed.update((draft) => ({ ...draft, ...part }));
  }

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected type({ name }: SettingField, value: string): void {
    this.set({ fields: { ...this.typed(), [name]: value } });
  }

  protected typeAge(place: number, change: Partial<Age>): void {
    this.set({ ages: this.ages().map((age, at) => (at === place ? { ...age, ...change } : age)) });
  }

  protected addAge(): void {
    this.set({ ages: [...this.ages(), { label: '', months: '' }] });
  }

  protected removeAge(place: number): void {
    this.set({ ages: this.ages().filter((_, at) => at !== place) });
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
    const { key, current } = this.work.seen();
    const body = { key, value: this.value(), seen: current.id, reason: this.reason() };
    const page = await this.work.save(
      this.attempt,
      () => this.attempt.run(() => this.api.call('POST settings/changes', { body: body as ProposeSetting })),
      async () => (await this.api.call('GET settings')).settings.find((setting) => setting.key === key) ?? null,
    );
    if (page !== null) this.proposed.emit(page);
    else if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
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

function begun(key: SettingKey, from: SettingValue): Draft {
  const value = from as Record<string, string | number>;
  return {
    fields: Object.fromEntries((SETTING_FIELDS[key] ?? []).map(({ name }) => [name, String(value[name] ?? '')])),
    ages:
      key === 'vaccination_ages'
        ? (from as VaccinationAgesValue).ages.map(({ label, months }) => ({ label, months: String(months) }))
        : [],
    reason: '',
  };
}
