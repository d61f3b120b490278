import { Component, input, output, signal } from '@angular/core';
import type { RingLine } from '@shared-care/domain/where-and-whom';
import { Icon } from '../icon/icon';
import { OnDate } from '../on-date/on-date';

/** The numbers to ring at this hour, largest first, each with why it is offered and how far it can be trusted. */
@Component({
  selector: 'sc-ring-now',
  imports: [Icon, OnDate],
  templateUrl: './ring-now.html',
  styleUrl: './ring-now.scss',
  host: { '[class.compact]': 'compact()' },
})
export class RingNow {
  readonly lines = input.required<RingLine[]>();
  /** A row each: who and why, and the number beside them. */
  readonly compact = input(false);
  /** For a thumb: each line is one button that rings. */
  readonly buttons = input(false);
  /** The number a person chose to ring, as it is written. */
  readonly used = output<string>();
  protected readonly copied = signal<{ phone: string; worked: boolean } | null>(null);

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }

  /** With the extension: by both together a call is known to be about this number. */
  protected written({ phone, extension }: RingLine): string {
    return extension ? `${phone} ext ${extension}` : phone;
  }

  protected async copy(line: RingLine): Promise<void> {
    try {
      await navigator.clipboard.writeText(line.phone);
      this.copied.set({ phone: line.phone, worked: true });
    } catch {
      // Refused without https or permission: the number stays selectable on the screen.
      this.copied.set({ phone: line.phone, worked: false });
    }
  }
}
