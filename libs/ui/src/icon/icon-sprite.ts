import { inject, Injectable } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { SPRITE } from './sprite';

export const SPRITE_NAMESPACE = 'sc';

/** Hands the sprite to Material once. It is part of the scripts: icons are there offline, and never older than they. */
@Injectable({ providedIn: 'root' })
export class IconSprite {
  constructor() {
    const sprite = inject(DomSanitizer).bypassSecurityTrustHtml(SPRITE);
    inject(MatIconRegistry).addSvgIconSetLiteralInNamespace(SPRITE_NAMESPACE, sprite);
  }
}
