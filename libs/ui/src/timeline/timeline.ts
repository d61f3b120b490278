import { NgTemplateOutlet } from '@angular/common';
import { Component, Directive, TemplateRef, computed, contentChild, input } from '@angular/core';
import { londonDate, longDate } from '@shared-care/domain/london-time';

/** Anything that happened at an instant. */
export interface TimelineItem {
  id: string;
  /** ISO 8601. */
  at: string;
}

/** Marks the template that draws one item: `<ng-template [scTimelineItem]="items" let-item>`. */
@Directive({ selector: 'ng-template[scTimelineItem]' })
export class TimelineItemTemplate<T extends TimelineItem> {
  /** Only gives the template's variable its type. */
  readonly scTimelineItem = input.required<readonly T[]>();

  static ngTemplateContextGuard<T extends TimelineItem>(
    _directive: TimelineItemTemplate<T>,
    context: unknown,
  ): context is { $implicit: T } {
    return context !== null;
  }
}

/** Items in the order given, under one heading for each London day. */
@Component({
  selector: 'sc-timeline',
  imports: [NgTemplateOutlet],
  template: `
    @for (day of days(); track day.date) {
      <section>
        <h3 class="u-body u-m-0 u-quiet">
          <time [attr.datetime]="day.date">{{ day.words }}</time>
        </h3>
        <ol>
          @for (item of day.items; track item.id) {
            <li class="u-relative">
              <ng-container [ngTemplateOutlet]="template()" [ngTemplateOutletContext]="{ $implicit: item }" />
            </li>
          }
        </ol>
      </section>
    }
  `,
  styles: `
    h3 {
      padding: 8px 0 4px;
    }
    ol {
      margin: 0 0 8px 7px;
      border-left: 2px solid var(--sc-border);
    }
    li {
      padding: 8px 0 8px 20px;
    }
    li::before {
      content: '';
      position: absolute;
      left: -7px;
      top: 15px;
      width: 8px;
      height: 8px;
      border: 2px solid var(--sc-control);
      border-radius: 50%;
      background: var(--sc-card);
    }
    @media print {
      section {
        break-inside: avoid;
      }
    }
  `,
})
export class Timeline<T extends TimelineItem> {
  readonly items = input.required<readonly T[]>();
  protected readonly template = contentChild.required<TimelineItemTemplate<T>, TemplateRef<{ $implicit: T }>>(
    TimelineItemTemplate,
    { read: TemplateRef },
  );
  protected readonly days = computed(() => {
    const days = new Map<string, T[]>();
    for (const item of this.items()) {
      const date = londonDate(new Date(item.at));
      days.set(date, [...(days.get(date) ?? []), item]);
    }
    return [...days].map(([date, items]) => ({ date, words: longDate(date), items }));
  });
}
