import { Component, computed, Directive, HostAttributeToken, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { steady } from '@shared-care/ui/field/steady';

/** Shows what is wrong with a field once the person has left it or tried to save. */
@Component({
  selector: 'sc-field-error',
  template: `
    @if (message(); as words) {
      <span class="error" [id]="control() + '-error'">{{ words }}</span>
    }
  `,
})
export class FieldError {
  readonly field = input.required<() => { touched(): boolean; errors(): readonly { message?: string }[] }>();
  /** Id of the control the message belongs to. */
  readonly control = input.required<string>();
  protected readonly message = steady(() => {
    const state = this.field()();
    return state.touched() ? state.errors()[0]?.message : undefined;
  });
}

/** Ties a control to its `sc-field-error` for screen readers. */
@Directive({
  selector: '[scErrorShown]',
  host: { '[attr.aria-invalid]': 'bad() ? "true" : null', '[attr.aria-describedby]': 'bad() ? id + "-error" : null' },
})
export class ErrorShown {
  private readonly field = inject<FormField<unknown>>(FormField);
  protected readonly id = inject(new HostAttributeToken('id'));
  protected readonly bad = computed(() => this.field.state().touched() && this.field.state().invalid());
}
