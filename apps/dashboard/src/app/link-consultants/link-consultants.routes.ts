import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const arranges: CanMatchFn = () => inject(SessionStore).may('linkConsultant', 'add');
const moves: CanMatchFn = () => inject(SessionStore).may('sharedCareLink', 'change');
const decides: CanMatchFn = () => inject(SessionStore).may('correction', 'decide');

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    canMatch: [arranges],
    title: 'Link consultants',
    loadComponent: () => import('./link-consultants').then((file) => file.LinkConsultantsPage),
  },
  {
    path: 'gaps',
    canMatch: [moves],
    title: 'Children without link',
    loadComponent: () => import('./care-gaps').then((file) => file.CareGapsPage),
  },
  {
    path: 'corrections',
    canMatch: [decides],
    title: 'Suggested corrections',
    loadComponent: () => import('./corrections').then((file) => file.CorrectionsPage),
  },
  {
    path: ':id/moves',
    canMatch: [moves],
    title: 'Moves to another link consultant',
    loadComponent: () => import('./leaving-moves').then((file) => file.LeavingMovesPage),
  },
];
