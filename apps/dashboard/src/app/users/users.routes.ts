import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const seesUsers: CanMatchFn = () => inject(SessionStore).may('user', 'list');

export const routes: Routes = [
  {
    path: '',
    canMatch: [seesUsers],
    title: 'Users',
    loadComponent: () => import('./users-page').then((file) => file.UsersPage),
  },
];
