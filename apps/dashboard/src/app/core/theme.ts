import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { remember } from './device-memory';

export type Look = 'system' | 'light' | 'dark';
const LOOK = 'look';
const CONTRAST = 'contrast';

/**
 * How the product looks on this device. `index.html` reads the same two cookies before anything is drawn, so that no page
 * flashes in the other look; they stand on `<html>`, where the tokens of `styles.scss` follow them.
 */
@Service()
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly look = signal<Look>((this.root.dataset[LOOK] as Look | undefined) ?? 'system');
  readonly moreContrast = signal(this.root.dataset[CONTRAST] === 'more');

  choose(look: Look): void {
    this.look.set(look);
    this.keep(LOOK, look === 'system' ? null : look);
  }

  contrast(more: boolean): void {
    this.moreContrast.set(more);
    this.keep(CONTRAST, more ? 'more' : null);
  }

  private keep(key: string, value: string | null): void {
    if (value === null) this.root.removeAttribute(`data-${key}`);
    else this.root.setAttribute(`data-${key}`, value);
    remember(key, value);
    if (key === LOOK) barOf(this.root.ownerDocument, this.look());
  }
}

/** The bar of a phone's browser has the colour of the toolbar: of the look that was chosen, else of the system's. */
function barOf(page: Document, look: Look): void {
  for (const meta of page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const dark = look === 'system' ? meta.media.includes('dark') : look === 'dark';
    meta.content = dark ? '#1a252e' : '#ffffff';
  }
}
