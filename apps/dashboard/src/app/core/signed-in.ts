import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { SessionStore } from './session-store';

/** Sends people who are not signed in to the sign-in page, and keeps where they wanted to go. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  await session.known();
  if (session.user() !== null) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { return: state.url } });
};
