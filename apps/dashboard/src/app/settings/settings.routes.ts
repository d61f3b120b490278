import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

export const routes: Routes = [
  {
    path: '',
    title: 'Settings',
    canMatch: [() => inject(SessionStore).may('setting', 'read')],
    loadComponent: () => import('./settings-page').then((file) => file.SettingsPageScreen),
  },
];
