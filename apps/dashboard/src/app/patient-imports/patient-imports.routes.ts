import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const imports: CanMatchFn = () => inject(SessionStore).may('patientImport', 'write');

export const routes: Routes = [
  {
    path: '',
    canMatch: [imports],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Import of patients',
        loadComponent: () => import('./import-list').then((file) => file.ImportListPage),
      },
      {
        path: ':id',
        title: 'Import of patients',
        loadComponent: () => import('./import-page').then((file) => file.ImportPage),
      },
    ],
  },
];
