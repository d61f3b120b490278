import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const mayLog: CanMatchFn = () => inject(SessionStore).may('attendance', 'log');

export const routes: Routes = [
  {
    path: 'new',
    title: 'Log attendance',
    canMatch: [mayLog],
    loadComponent: () => import('./log-attendance-page').then((file) => file.LogAttendancePage),
  },
];
