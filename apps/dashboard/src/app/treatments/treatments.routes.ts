import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const reads: CanMatchFn = () => inject(SessionStore).may('treatment', 'read');
const writes: CanMatchFn = () => inject(SessionStore).may('treatment', 'write');

export const routes: Routes = [
  {
    path: '',
    canMatch: [reads],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Treatments',
        loadComponent: () => import('./treatments-page').then((file) => file.TreatmentsPage),
      },
      {
        path: 'new',
        canMatch: [writes],
        title: 'Add a treatment',
        loadComponent: () => import('./add-treatment-page').then((file) => file.AddTreatmentPage),
      },
      {
        path: ':id',
        title: 'Treatment',
        loadComponent: () => import('./treatment-page').then((file) => file.TreatmentPage),
      },
    ],
  },
];
