import { Service, signal } from '@angular/core';

/** Whether the sheet to log an attendance is open beside the page, and for whom. */
@Service()
export class QuickLog {
  private readonly shown = signal(false);
  private readonly patient = signal<string | null>(null);
  private readonly count = signal(0);
  readonly open = this.shown.asReadonly();
  /** Id of the patient it was opened for, if it was opened from a record. */
  readonly patientId = this.patient.asReadonly();
  /** A call of the night that nobody typed at the time. */
  private readonly late = signal(false);
  readonly foundLater = this.late.asReadonly();
  /** Rises each time it is asked for, also while it is open. */
  readonly asked = this.count.asReadonly();
  private catcher: HTMLInputElement | null = null;
  private opener: Element | null = null;

  show(patientId: string | null = null, { foundLater = false } = {}): void {
    this.catchKeys();
    this.patient.set(patientId);
    this.late.set(foundLater);
    this.count.update((count) => count + 1);
    this.shown.set(true);
  }

  hide(): void {
    this.shown.set(false);
    this.takeTyped();
    if (document.activeElement === document.body || document.activeElement === null) this.giveFocusBack();
  }

  /**
   * H5: from the instant it is asked for, keys belong to the sheet. It may take a while to be there, and until then the
   * letters of a name would press the keys of whatever had the focus: "a" acknowledges the alert of another child. A box
   * of its own holds the focus and what is typed.
   */
  catchKeys(): void {
    if (this.catcher !== null) return this.catcher.focus({ preventScroll: true });
    if (!this.shown()) this.opener = document.activeElement;
    const box = document.createElement('input');
    box.type = 'text';
    box.autocomplete = 'off';
    box.spellcheck = false;
    box.className = 'visually-hidden';
    // At the end of the page, and yet nothing scrolls towards it.
    box.style.position = 'fixed';
    box.style.insetBlockStart = '0';
    box.setAttribute('aria-label', 'The log opens. Go on typing.');
    box.addEventListener('keydown', (event) => this.hold(event));
    document.body.append(box);
    box.focus({ preventScroll: true });
    this.catcher = box;
  }

  /** What was typed before the sheet was there, for its first box. From now on keys go where the focus goes. */
  takeTyped(): string {
    const typed = this.catcher?.value ?? '';
    this.catcher?.remove();
    this.catcher = null;
    return typed;
  }

  /** To where the person was when the sheet was asked for. */
  giveFocusBack(): void {
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
  }

  /** Nothing typed here reaches the page behind; shortcuts with Ctrl and Alt still do. */
  private hold(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (event.key === 'Escape') this.hide();
    // Leaving the box would hand the next letters to the page.
    if (event.key === 'Tab') event.preventDefault();
  }
}
