import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const reads: CanMatchFn = () => inject(SessionStore).may('letter', 'read');

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    canMatch: [reads],
    children: [
      {
        path: 'templates',
        title: 'Letter templates',
        loadComponent: () => import('./templates-page').then((file) => file.TemplatesPage),
      },
      {
        path: 'batches',
        title: 'Letters for a hospital',
        loadComponent: () => import('./batches-page').then((file) => file.BatchesPage),
      },
      { path: ':id', title: 'Letter', loadComponent: () => import('./letter-page').then((file) => file.LetterPage) },
    ],
  },
];
