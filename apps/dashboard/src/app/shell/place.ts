import { computed, inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from '../core/session-store';
import { navigationOf } from './navigation';

/**
 * Today and an alert opened beside it are one place, and so are the tabs of a record: moving between them is not a
 * change of page.
 */
export function place(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '';
  if (path === '/' || path.startsWith('/alerts/')) return '/';
  return /^\/patients\/[^/]+/.exec(path)?.[0] ?? path;
}

/** Where the person can go, and which of these entries they are in. */
@Service()
export class Place {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);

  readonly navigation = computed(() => navigationOf(this.session));
  readonly path = computed(() => place(this.router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '/'));
  /** Of entries that hold the page, the nearest one: a round of verification is not Hospitals. */
  readonly entry = computed(() => {
    const here = this.path();
    const held = this.navigation().filter(({ path }) => here === path || (path !== '/' && here.startsWith(`${path}/`)));
    return held.sort((one, other) => other.path.length - one.path.length)[0] ?? null;
  });

  isHere(path: string): boolean {
    return this.entry()?.path === path;
  }
}
