import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const sees: CanMatchFn = () => inject(SessionStore).may('merge', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [sees],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Two records of one child',
        loadComponent: () => import('./merge-board').then((file) => file.MergeBoardPage),
      },
      {
        path: 'new',
        title: 'Propose to merge two records',
        loadComponent: () => import('./new-merge').then((file) => file.NewMerge),
      },
      {
        path: ':id',
        title: 'Two records of one child',
        loadComponent: () => import('./merge-page').then((file) => file.MergePage),
      },
    ],
  },
];
