import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const reads: CanMatchFn = () => inject(SessionStore).may('survey', 'read');

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    canMatch: [reads],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Surveys',
        loadComponent: () => import('./survey-list').then((file) => file.SurveyListPage),
      },
      {
        path: 'new',
        title: 'New survey',
        loadComponent: () => import('./survey-form').then((file) => file.SurveyForm),
      },
      {
        path: 'missing-addresses',
        title: 'Missing addresses',
        loadComponent: () => import('./missing-addresses').then((file) => file.MissingAddressesPage),
      },
      { path: ':id', title: 'Survey', loadComponent: () => import('./survey-page').then((file) => file.SurveyPage) },
      {
        path: ':id/change',
        title: 'Change survey',
        loadComponent: () => import('./survey-form').then((file) => file.SurveyForm),
      },
    ],
  },
];
