import { Component, computed, ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { Icon } from '@shared-care/ui/icon/icon';
import { SessionStore } from '../core/session-store';
import { Palette } from './palette';

/**
 * The box in the header, there from the first moment: letters typed after `/` or Ctrl+K arrive in it while the list of
 * what it finds is still on its way. An ARIA combobox; Material's autocomplete knows one kind of choice in one list.
 */
@Component({
  selector: 'sc-search-box',
  imports: [Icon, Palette],
  host: { class: 'u-relative u-flex u-center u-grow-wide u-w-xs u-min-0', '(focusout)': 'left($event)' },
  template: `
    <sc-icon class="u-square-m u-absolute u-quiet u-through" name="search" />
    <label class="visually-hidden" for="find">{{ words() }}</label>
    <input
      class="u-type u-rowtext u-full u-min-0 u-tall-m u-edged u-round u-ink"
      #box
      id="find"
      type="text"
      role="combobox"
      autocomplete="off"
      autocapitalize="off"
      autocorrect="off"
      spellcheck="false"
      enterkeyhint="search"
      aria-autocomplete="list"
      aria-controls="found"
      aria-keyshortcuts="Control+K"
      [attr.aria-expanded]="opened() && (palette()?.expanded() ?? false)"
      [attr.aria-activedescendant]="palette()?.activeId()"
      [placeholder]="words()"
      [value]="query()"
      (input)="type(box.value)"
      (focus)="opened.set(true)"
      (click)="opened.set(true)"
      (keydown)="press($event)"
    />
    <kbd class="u-type u-absolute u-boxed u-round-key u-on-card u-quiet u-strong u-through" aria-hidden="true"
      >Ctrl K</kbd
    >
    @defer (when opened()) {
      @if (opened()) {
        <sc-palette #palette [query]="query()" (closed)="done()" />
      }
    } @error {
      @if (opened()) {
        <p class="lost u-m-0 u-py-3 u-px-4 u-round-card u-rowtext u-absolute u-edged u-raised" role="alert">
          The search did not open: the connection is gone. Reload the page, or ring the unit.
        </p>
      }
    }
  `,
  styleUrl: './search-box.scss',
})
export class SearchBox {
  private readonly session = inject(SessionStore);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly palette = viewChild<Palette>('palette');
  readonly closed = output();

  protected readonly query = signal('');
  protected readonly opened = signal(false);
  private opener: Element | null = null;
  protected readonly words = computed(() =>
    this.session.may('alert', 'read')
      ? 'Find a child, alert, page or action'
      : this.session.may('patient', 'search')
        ? 'Find a child or page'
        : 'Find a page, hospital or person',
  );

  focus(): void {
    const box = this.box().nativeElement;
    this.opened.set(true);
    if (document.activeElement === box) return;
    this.opener = document.activeElement;
    box.focus();
    box.select();
  }

  protected type(value: string): void {
    this.query.set(value);
    this.opened.set(true);
  }

  protected press(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      // First the words, then the box itself.
      if (this.query() !== '') this.query.set('');
      else this.giveBack();
      return;
    }
    this.palette()?.press(event);
  }

  protected left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && (event.currentTarget as Node).contains(to)) return;
    this.opened.set(false);
    this.closed.emit();
  }

  /** Something was chosen: where it leads takes the focus. */
  protected done(): void {
    this.query.set('');
    this.opened.set(false);
    this.closed.emit();
    this.box().nativeElement.blur();
  }

  private giveBack(): void {
    this.opened.set(false);
    const to = this.opener instanceof HTMLElement && this.opener.isConnected ? this.opener : null;
    this.opener = null;
    if (to === null || to === document.body) this.box().nativeElement.blur();
    else to.focus();
    this.closed.emit();
  }
}
