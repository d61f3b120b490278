import { DOCUMENT, inject, Service } from '@angular/core';

/** Long enough for a screen reader to see the line empty: it hears changes only. */
const EMPTY_MS = 100;

/**
 * A line that only screen readers hear, for news from anywhere. The announcer of the CDK would bring 10 kB more to the
 * first screen.
 */
@Service()
export class SpokenLine {
  private readonly document = inject(DOCUMENT);
  private line: HTMLElement | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(words: string, politeness: 'polite' | 'assertive'): void {
    const line = (this.line ??= this.made());
    line.setAttribute('aria-live', politeness);
    line.textContent = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (line.textContent = words), EMPTY_MS);
  }

  private made(): HTMLElement {
    const line = this.document.createElement('div');
    line.className = 'visually-hidden';
    line.setAttribute('aria-atomic', 'true');
    this.document.body.append(line);
    return line;
  }
}
