import type { Routes } from '@angular/router';
import { Today } from './today';

export const routes: Routes = [
  {
    path: '',
    title: 'Today',
    component: Today,
    children: [
      {
        path: 'alerts/:id',
        title: 'Alert',
        loadComponent: () => import('../alerts/alert-workspace').then((file) => file.AlertWorkspace),
      },
    ],
  },
];
