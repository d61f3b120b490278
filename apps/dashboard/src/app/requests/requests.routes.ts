import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const sees: CanMatchFn = () => inject(SessionStore).may('request', 'list');

export const routes: Routes = [
  {
    path: '',
    canMatch: [sees],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Requests',
        loadComponent: () => import('./request-list').then((file) => file.RequestListPage),
      },
      {
        path: 'new',
        title: 'New request',
        loadComponent: () => import('./new-request').then((file) => file.NewRequest),
      },
      {
        path: 'reply-texts',
        title: 'Reply texts',
        loadComponent: () => import('./reply-texts-page').then((file) => file.ReplyTextsPage),
      },
      {
        path: ':id',
        title: 'Request',
        loadComponent: () => import('./request-page').then((file) => file.RequestPage),
      },
    ],
  },
];
