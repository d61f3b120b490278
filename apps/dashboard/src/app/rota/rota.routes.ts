import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const readsRota: CanMatchFn = () => inject(SessionStore).may('rota', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [readsRota],
    children: [
      { path: '', title: 'Rota', loadComponent: () => import('./rota-page').then((file) => file.RotaPage) },
      {
        path: 'told',
        title: 'Who is told',
        loadComponent: () => import('./who-is-told').then((file) => file.WhoIsTold),
      },
      {
        path: 'pattern',
        title: 'Weekly rota',
        loadComponent: () => import('./rota-pattern').then((file) => file.RotaPattern),
      },
      {
        path: 'numbers',
        title: 'Duty numbers',
        loadComponent: () => import('./duty-numbers').then((file) => file.DutyNumbers),
      },
      {
        path: 'bank-holidays',
        title: 'Bank holidays',
        loadComponent: () => import('./bank-holidays').then((file) => file.BankHolidaysPage),
      },
    ],
  },
];
