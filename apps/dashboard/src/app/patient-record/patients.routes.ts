import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { REGISTER_CHILD } from '../registration/registration.routes';
import { afterPaint } from '../core/after-paint';
import { SessionStore } from '../core/session-store';
import { RECORD_TABS } from './record-tabs';

const seesPatients: CanMatchFn = () => inject(SessionStore).may('patient', 'read');

export const routes: Routes = [
  {
    path: '',
    canMatch: [seesPatients],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Patients',
        loadComponent: () => import('../patients/find-patient').then((file) => file.FindPatient),
      },
      REGISTER_CHILD,
      {
        path: ':id',
        canActivate: [afterPaint],
        loadComponent: () => import('./patient-record').then((file) => file.PatientRecord),
        children: RECORD_TABS,
      },
    ],
  },
];
