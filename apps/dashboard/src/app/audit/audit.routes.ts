import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import type { ActionOn } from '@shared-care/contracts/permissions';
import { SessionStore } from '../core/session-store';

const may =
  (action: ActionOn<'audit'>): CanMatchFn =>
  () =>
    inject(SessionStore).may('audit', action);
const list = () => import('./audit-list').then((file) => file.AuditList);

// Titles hold no name: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Unusual access',
    canMatch: [may('unusual')],
    loadComponent: () => import('./unusual-access').then((file) => file.UnusualAccessPage),
  },
  {
    path: 'patients/:id',
    title: 'Who looked',
    data: { of: 'patients' },
    canMatch: [may('by_patient')],
    loadComponent: list,
  },
  {
    path: 'users/:id',
    title: 'What a user did',
    data: { of: 'users' },
    canMatch: [may('by_user')],
    loadComponent: list,
  },
];
