import { Component, computed, input, model } from '@angular/core';
import type { MergePreview } from '@shared-care/contracts/merges/answers';
import type { MergeChoice, MergePick } from '@shared-care/domain/merge-choice';
import { MergeChoices } from './merge-choices';
import { MergedRowsList } from './merged-rows-list';

/** Two records beside each other: what they say, what would move, what a person has to look at. */
@Component({
  selector: 'sc-merge-preview',
  host: { class: 'u-block u-measured' },
  imports: [MergeChoices, MergedRowsList],
  template: `
    @let two = preview();
    @if (two.obstacle; as obstacle) {
      <p class="u-py-2 u-px-3 u-edge-red u-strong" role="alert"><span aria-hidden="true">⚠ </span>{{ obstacle }}</p>
    }
    @if (two.lookAt.length > 0) {
      <section aria-label="Look at this first">
        <h3>Look at this first</h3>
        <ul class="u-mb-4 u-bullets">
          @for (words of two.lookAt; track words) {
            <li class="u-mb-1 u-strong">{{ words }}</li>
          }
        </ul>
      </section>
    }
    <h3>What the two say</h3>
    <p>{{ differing() }} Weights and inhibitor results of both come together; the newest counts.</p>
    <table class="u-full u-mb-4" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Fact</th>
          <th scope="col" role="columnheader">Record to keep</th>
          <th scope="col" role="columnheader">Record to close</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        @for (fact of two.facts; track fact.label) {
          <tr role="row" [class.differs]="fact.differs">
            <th scope="row" role="rowheader">
              {{ fact.label }}
              @if (fact.differs) {
                <span class="tag amber">Differs</span>
              }
            </th>
            <td role="cell"><span class="which u-hide" aria-hidden="true">Keep</span>{{ fact.survivor }}</td>
            <td role="cell"><span class="which u-hide" aria-hidden="true">Close</span>{{ fact.loser }}</td>
          </tr>
        }
        <tr role="row">
          <th scope="row" role="rowheader">Linked to</th>
          <td role="cell">
            <span class="which u-hide" aria-hidden="true">Keep</span>{{ places(two.survivor.hospitals) }}
          </td>
          <td role="cell">
            <span class="which u-hide" aria-hidden="true">Close</span>{{ places(two.loser.hospitals) }}
          </td>
        </tr>
      </tbody>
    </table>
    @if (two.obstacle === null && two.choices.length > 0) {
      <h3>What the kept record will say</h3>
      <p>
        What warns, what is fuller and what is newer is proposed.
        {{ mayChoose() ? 'Choose where another value is right.' : 'Who confirms can choose otherwise.' }}
      </p>
      <sc-merge-choices [choices]="two.choices" [mayChoose]="mayChoose()" [(keep)]="keep" />
    }
    @if (two.obstacle === null) {
      <h3>What would move</h3>
      <sc-merged-rows-list [rows]="two.rows" [done]="false" />
    }
  `,
  styleUrl: './merge-preview.scss',
})
export class MergePreviewView {
  readonly preview = input.required<MergePreview>();
  readonly mayChoose = input(false);
  readonly keep = model<Partial<Record<MergeChoice, MergePick>>>({});
  protected readonly differing = computed(() => {
    const count = this.preview().facts.filter(({ differs }) => differs).length;
    if (count === 0) return 'Every fact is the same in both.';
    return count === 1 ? '1 fact differs.' : `${count} facts differ.`;
  });

  protected places(hospitals: readonly string[]): string {
    return hospitals.length === 0 ? 'No hospital' : hospitals.join('; ');
  }
}
