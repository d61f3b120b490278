import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';
import { anId } from '../core/an-id';

const checks: CanMatchFn = () => inject(SessionStore).may('contact', 'check');

export const routes: Routes = [
  {
    path: '',
    title: 'Hospitals',
    loadComponent: () => import('./hospital-directory').then((file) => file.HospitalDirectoryPage),
  },
  {
    path: 'verification',
    canMatch: [checks],
    title: 'Verification round',
    loadComponent: () => import('./verification-round').then((file) => file.VerificationRoundPage),
  },
  {
    path: 'contact-sheet',
    title: 'Contact sheet',
    loadComponent: () => import('./contact-sheet').then((file) => file.ContactSheetPage),
  },
  {
    path: ':id',
    canMatch: [anId],
    title: 'Hospital',
    loadComponent: () => import('./hospital-record').then((file) => file.HospitalRecord),
  },
  {
    path: ':id/pack',
    canMatch: [anId],
    title: 'Print pack',
    loadComponent: () => import('./hospital-pack').then((file) => file.HospitalPack),
  },
];
