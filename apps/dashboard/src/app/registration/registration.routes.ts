import { inject } from '@angular/core';
import type { Route } from '@angular/router';
import { SessionStore } from '../core/session-store';

/** A page under `/patients`, for those who may register a child. */
export const REGISTER_CHILD: Route = {
  path: 'register',
  title: 'Register a child',
  canMatch: [() => inject(SessionStore).may('patient', 'register')],
  loadComponent: () => import('./register-child').then((file) => file.RegisterChild),
};
