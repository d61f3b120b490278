import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../shell/session-store';

const seesPatients: CanMatchFn = () => inject(SessionStore).may('patient', 'read');

// Titles name no child: they end up in the history of the browser.
export const routes: Routes = [
  {
    path: '',
    canMatch: [seesPatients],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Patients',
        loadComponent: () => import('./find-patient').then((file) => file.FindPatient),
      },
      {
        path: ':id',
        title: 'Patient',
        loadComponent: () => import('./patient-record').then((file) => file.PatientRecord),
      },
    ],
  },
];
