import type { Routes } from '@angular/router';
import { Insights } from './insights';

export const routes: Routes = [
  { path: '', title: 'Insights', component: Insights },
  {
    path: 'list',
    title: 'What a number counts',
    loadComponent: () => import('./figure-list').then((file) => file.FigureListPage),
  },
];
