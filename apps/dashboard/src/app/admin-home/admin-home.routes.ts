import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const seesAdminHome: CanMatchFn = () => inject(SessionStore).may('adminHome', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [seesAdminHome],
    title: 'Admin',
    pathMatch: 'full',
    loadComponent: () => import('./admin-home').then((file) => file.AdminHomePage),
  },
  {
    path: 'hospital-lists',
    canMatch: [() => inject(SessionStore).may('odsImport', 'write')],
    title: 'Hospital lists',
    loadComponent: () => import('./hospital-lists').then((file) => file.HospitalListsPage),
  },
];
