import { Directive, inject, input, TemplateRef } from '@angular/core';
import type { ListPage } from './list-state';

/** The cell of one column: `<ng-template scCell="name" [scCellOf]="page()" let-row>`; the page gives `row` its type. */
@Directive({ selector: 'ng-template[scCell]' })
export class ListCell<Row> {
  readonly scCell = input.required<string>();
  readonly scCellOf = input<ListPage<Row> | null>(null);
  readonly template = inject<TemplateRef<{ $implicit: Row }>>(TemplateRef);

  static ngTemplateContextGuard<Row>(_cell: ListCell<Row>, context: unknown): context is { $implicit: Row } {
    return context !== null;
  }
}
