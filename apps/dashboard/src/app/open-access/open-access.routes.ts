import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import type { ActionOn } from '@shared-care/contracts/permissions';
import { SessionStore } from '../core/session-store';
import { anId } from '../core/an-id';

const may =
  (action: ActionOn<'openAccess'>): CanMatchFn =>
  () =>
    inject(SessionStore).may('openAccess', action);

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Open access',
    canMatch: [may('board')],
    loadComponent: () => import('./review-board').then((file) => file.ReviewBoardPage),
  },
  {
    path: 'to-agree',
    title: 'Open access to agree',
    canMatch: [may('agree')],
    loadComponent: () => import('./to-agree').then((file) => file.ToAgree),
  },
  {
    path: ':id',
    title: 'Open access arrangement',
    canMatch: [anId, may('read')],
    loadComponent: () => import('./arrangement-page').then((file) => file.ArrangementPage),
  },
];
