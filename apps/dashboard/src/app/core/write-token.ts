import { DOCUMENT } from '@angular/common';
import type { HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { WRITE_TOKEN_COOKIE } from '@shared-care/contracts/routes';

/** What every write repeats in a header from a cookie. Over https the cookie is bound to this host by its name. */
@Injectable()
export class WriteToken implements HttpXsrfTokenExtractor {
  private readonly document = inject(DOCUMENT);

  getToken(): string | null {
    const held = new Map(
      this.document.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)] as const;
      }),
    );
    return held.get(`__Host-${WRITE_TOKEN_COOKIE}`) ?? held.get(WRITE_TOKEN_COOKIE) ?? null;
  }
}
