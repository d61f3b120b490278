import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const readsReadiness: CanMatchFn = () => inject(SessionStore).may('readiness', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [readsReadiness],
    title: 'Set-up',
    loadComponent: () => import('./set-up-page').then((file) => file.SetUpPage),
  },
];
