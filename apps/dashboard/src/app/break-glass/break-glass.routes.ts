import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const uses: CanMatchFn = () => inject(SessionStore).may('breakGlass', 'use');
const reviews: CanMatchFn = () => inject(SessionStore).may('breakGlass', 'review');

export const routes: Routes = [
  {
    path: 'reviews',
    canMatch: [reviews],
    title: 'Emergency access to review',
    loadComponent: () => import('./review-list').then((file) => file.ReviewList),
  },
  {
    path: '',
    pathMatch: 'full',
    canMatch: [uses],
    title: 'Emergency access',
    loadComponent: () => import('./break-glass-form').then((file) => file.BreakGlassForm),
  },
];
