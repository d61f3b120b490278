import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const sees: CanMatchFn = () => inject(SessionStore).may('notice', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [sees],
    title: 'Notices',
    loadComponent: () => import('./notice-list').then((file) => file.NoticeListPage),
  },
];
