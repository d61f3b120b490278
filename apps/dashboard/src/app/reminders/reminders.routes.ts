import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const sees: CanMatchFn = () => inject(SessionStore).may('reminder', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [sees],
    title: 'Reminders',
    loadComponent: () => import('./reminder-list').then((file) => file.ReminderListPage),
  },
];
