import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';

const own: CanMatchFn = () => inject(SessionStore).may('ownPatients', 'read');

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    canMatch: [own],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'My patients',
        loadComponent: () => import('./my-patients').then((file) => file.MyPatientsPage),
      },
      {
        path: 'contacts',
        title: 'Contacts',
        loadComponent: () => import('./contact-sheet').then((file) => file.ContactSheetPage),
      },
      {
        path: 'me',
        title: 'My cover and dates',
        loadComponent: () => import('./my-post').then((file) => file.MyPost),
      },
    ],
  },
];
