import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const sees: CanMatchFn = () => inject(SessionStore).may('homeTherapy', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [sees],
    title: 'Home therapy',
    loadComponent: () => import('./home-therapy-list').then((file) => file.HomeTherapyListPage),
  },
];
