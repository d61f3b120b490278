import { inject } from '@angular/core';
import { type CanMatchFn, type Routes, Router } from '@angular/router';
import { orNotHere } from './core/or-not-here';
import { SessionStore } from './core/session-store';
import { signedIn } from './core/signed-in';

/** Nurses and doctors start with the alerts; the other roles have no alerts to see and start elsewhere. */
const seesAlerts: CanMatchFn = () => inject(SessionStore).may('alert', 'list');
const seesOwnPatients: CanMatchFn = () => inject(SessionStore).may('ownPatients', 'read');
const seesPatients: CanMatchFn = () => inject(SessionStore).may('patient', 'search');
/** One child at another hospital has a frame of its own; what is no id is a page in the shell, or none. */
const ofOneChild =
  (may: (session: SessionStore) => boolean): CanMatchFn =>
  async (_route, segments) => {
    const session = inject(SessionStore);
    if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(segments[1]?.path ?? '')) return false;
    await session.known();
    return may(session);
  };
const seesAdminHome: CanMatchFn = () => inject(SessionStore).may('adminHome', 'read');

export const routes: Routes = [
  { path: 'sign-in', title: 'Sign in', loadComponent: () => import('./shell/sign-in').then((file) => file.SignIn) },
  {
    path: 'invitation',
    title: 'Make your account',
    loadComponent: () => import('./users/accept-invitation').then((file) => file.AcceptInvitationPage),
  },
  {
    path: 'recover',
    title: 'Get back in',
    loadComponent: () => import('./users/recover').then((file) => file.RecoverPage),
  },
  {
    path: 'recovery',
    title: 'Get back in',
    loadComponent: () => import('./users/recovery').then((file) => file.RecoveryPage),
  },
  {
    path: 'check',
    title: 'Is this paper still current?',
    loadComponent: () => import('./letters/check-page').then((file) => file.CheckPage),
  },
  {
    path: 'check/:code',
    title: 'Is this paper still current?',
    loadComponent: () => import('./letters/check-page').then((file) => file.CheckPage),
  },
  // Titles name no child: they end up in the history of the browser.
  {
    path: 'my-patients/:id',
    title: 'Patient',
    canActivate: [signedIn],
    canMatch: [ofOneChild((session) => session.may('ownPatients', 'read'))],
    loadComponent: () => import('./my-patients/own-patient').then((file) => file.OwnPatientPage),
  },
  {
    path: 'emergency-access/:id',
    title: 'Emergency access',
    canActivate: [signedIn],
    canMatch: [ofOneChild((session) => session.may('breakGlass', 'use'))],
    loadComponent: () => import('./my-patients/emergency-record').then((file) => file.EmergencyRecord),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((file) => file.Shell),
    // The children are matched before canActivate has run, so the session must be known for their guards too.
    canMatch: [async () => inject(SessionStore).known()],
    children: [
      {
        path: 'attendances',
        loadChildren: () => import('./attendances/attendances.routes').then((file) => orNotHere(file.routes)),
      },
      { path: 'audit', loadChildren: () => import('./audit/audit.routes').then((file) => orNotHere(file.routes)) },
      {
        path: 'emergency-access',
        loadChildren: () => import('./break-glass/break-glass.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'my-patients',
        loadChildren: () => import('./my-patients/my-patients.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'link-consultants',
        loadChildren: () => import('./link-consultants/link-consultants.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'open-access',
        loadChildren: () => import('./open-access/open-access.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'emergency-advice',
        title: 'Emergency advice',
        canMatch: [() => inject(SessionStore).may('emergencyAdvice', 'read')],
        loadComponent: () => import('./letters/advice-page').then((file) => file.AdvicePage),
      },
      {
        path: 'letters',
        loadChildren: () => import('./letters/letters.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'emergency-plans',
        loadChildren: () => import('./emergency-plans/emergency-plans.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'patients',
        loadChildren: () => import('./patient-record/patients.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'patient-imports',
        loadChildren: () => import('./patient-imports/patient-imports.routes').then((file) => orNotHere(file.routes)),
      },
      { path: 'merges', loadChildren: () => import('./patients/merges.routes').then((file) => orNotHere(file.routes)) },
      { path: 'rota', loadChildren: () => import('./rota/rota.routes').then((file) => orNotHere(file.routes)) },
      {
        path: 'account',
        title: 'Your account',
        loadComponent: () => import('./account/account').then((file) => file.Account),
      },
      {
        path: 'home-therapy',
        loadChildren: () => import('./home-therapy/home-therapy.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'notices',
        loadChildren: () => import('./notices/notices.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'reminders',
        loadChildren: () => import('./reminders/reminders.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'surveys',
        loadChildren: () => import('./surveys/surveys.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'settings',
        loadChildren: () => import('./settings/settings.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'transitions',
        title: 'Transition to adult care',
        canMatch: [() => inject(SessionStore).may('transition', 'read')],
        loadComponent: () => import('./transition/transition-list').then((file) => file.TransitionListPage),
      },
      {
        path: 'treatments',
        loadChildren: () => import('./treatments/treatments.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'requests',
        loadChildren: () => import('./requests/requests.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'hospitals',
        loadChildren: () => import('./hospitals/hospitals.routes').then((file) => orNotHere(file.routes)),
      },
      { path: 'set-up', loadChildren: () => import('./set-up/set-up.routes').then((file) => orNotHere(file.routes)) },
      {
        path: 'admin',
        loadChildren: () => import('./admin-home/admin-home.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'demo-mail',
        title: 'Demo mail',
        canMatch: [() => inject(SessionStore).demo()],
        loadComponent: () => import('./demo-mail/demo-mail').then((file) => file.DemoMail),
      },
      { path: 'users', loadChildren: () => import('./users/users.routes').then((file) => orNotHere(file.routes)) },
      {
        path: 'insights',
        canMatch: [seesAlerts],
        loadChildren: () => import('./insights/insights.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: 'handover',
        title: 'Handover',
        canMatch: [seesAlerts],
        loadComponent: () => import('./handover/handover').then((file) => file.Handover),
      },
      {
        path: '',
        canMatch: [seesAlerts],
        loadChildren: () => import('./today/today.routes').then((file) => orNotHere(file.routes)),
      },
      {
        path: '',
        pathMatch: 'full',
        canMatch: [seesOwnPatients],
        canActivate: [() => inject(Router).parseUrl('/my-patients')],
        children: [],
      },
      {
        path: '',
        pathMatch: 'full',
        canMatch: [seesPatients],
        canActivate: [() => inject(Router).parseUrl('/patients')],
        children: [],
      },
      {
        path: '',
        pathMatch: 'full',
        canMatch: [seesAdminHome],
        canActivate: [() => inject(Router).parseUrl('/admin')],
        children: [],
      },
      {
        path: '',
        pathMatch: 'full',
        title: 'Welcome',
        loadComponent: () => import('./shell/welcome').then((file) => file.Welcome),
      },
      { path: '**', title: 'Not here', loadComponent: () => import('./core/not-here').then((file) => file.NotHere) },
    ],
  },
];
