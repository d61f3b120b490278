import { Component, input, model } from '@angular/core';
import { MatRadioModule } from '@angular/material/radio';
import {
  MERGE_CHOICES,
  MERGE_PICKS,
  type FactToChoose,
  type MergeChoice,
  type MergePick,
} from '@shared-care/domain/merge-choice';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { Field } from '@shared-care/ui/field/field';

/** Of each fact that differs: which value the kept record will have. What is proposed stands until somebody chooses. */
@Component({
  selector: 'sc-merge-choices',
  imports: [Field, MatRadioModule],
  template: `
    @if (mayChoose()) {
      @for (choice of choices(); track choice.fact) {
        <sc-field [label]="words[choice.fact]">
          <mat-radio-group [value]="pickOf(choice)" (change)="pick(choice, $event.value)">
            @for (option of options(choice); track option.pick) {
              <mat-radio-button [value]="option.pick">
                {{ option.says }} <span class="meta">({{ option.whose }})</span>
              </mat-radio-button>
            }
          </mat-radio-group>
        </sc-field>
      }
    } @else {
      <dl class="facts">
        @for (choice of choices(); track choice.fact) {
          <dt>{{ words[choice.fact] }}</dt>
          <dd>
            {{ choice[choice.proposed] }} <span class="meta">({{ whose(choice, choice.proposed) }})</span>
          </dd>
        }
      </dl>
    }
  `,
  styles: `
    mat-radio-group {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.5rem;
    }
  `,
})
export class MergeChoices {
  readonly choices = input.required<readonly FactToChoose[]>();
  readonly mayChoose = input(false);
  readonly keep = model<Partial<Record<MergeChoice, MergePick>>>({});
  protected readonly words = MERGE_CHOICES;

  protected pickOf(choice: FactToChoose): MergePick {
    return this.keep()[choice.fact] ?? choice.proposed;
  }

  protected options(choice: FactToChoose): { pick: MergePick; says: string; whose: string }[] {
    return (Object.keys(MERGE_PICKS) as MergePick[]).flatMap((pick) => {
      const says = choice[pick];
      return says === null ? [] : [{ pick, says, whose: this.whose(choice, pick) }];
    });
  }

  /** "Record to close, changed 05-Apr-2019" */
  protected whose(choice: FactToChoose, pick: MergePick): string {
    const at = pick === 'both' ? null : choice.changed[pick];
    const words = pick === 'both' ? 'both records' : MERGE_PICKS[pick].toLowerCase();
    return at === null ? words : `${words}, changed ${shortDate(londonDate(new Date(at)))}`;
  }

  protected pick(choice: FactToChoose, pick: MergePick): void {
    this.keep.update((keep) => ({ ...keep, [choice.fact]: pick }));
  }
}
