import { inject } from '@angular/core';
import { type CanMatchFn, type Routes } from '@angular/router';
import { SessionStore } from '../core/session-store';
import { anId } from '../core/an-id';

const checks: CanMatchFn = () => inject(SessionStore).may('contact', 'check');
const seesUses: CanMatchFn = () => inject(SessionStore).may('contact', 'uses');

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
    path: 'numbers/:id',
    canMatch: [seesUses, anId],
    title: 'Where a number is written',
    loadComponent: () => import('./contact-uses').then((file) => file.ContactUsesPage),
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
