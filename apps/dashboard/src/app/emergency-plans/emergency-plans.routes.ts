import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const reads: CanMatchFn = () => inject(SessionStore).may('emergencyPlan', 'read');

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    canMatch: [reads],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Emergency plans',
        loadComponent: () => import('./plan-board').then((file) => file.PlanBoardPage),
      },
      {
        path: ':id',
        title: 'Emergency plan',
        loadComponent: () => import('./plan-page').then((file) => file.PlanPage),
      },
    ],
  },
];
