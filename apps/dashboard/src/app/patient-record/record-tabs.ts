import { inject } from '@angular/core';
import type { Route } from '@angular/router';
import { TRANSITION_FROM_YEARS } from '@shared-care/domain/transition';
import { SessionStore } from '../core/session-store';

/** A tab of the record: a page of its own under `/patients/:id`, loaded when it is opened. */
export interface RecordTab extends Route {
  path: string;
  /** `fromYears`: the link is not shown before this birthday. `group`: a rule parts one group from the next. */
  data: { tab: string; group: 1 | 2 | 3; fromYears?: number };
  /** Who may open it; the link is shown to nobody else. */
  canMatch?: (() => boolean)[];
}

/**
 * The tabs in the order they are shown, and at the same time the routes behind them. A tab shows its own data from its
 * own store; what the record itself holds is in `RecordOnScreen`. Titles name no child: they end up in the history of
 * the browser.
 */
export const RECORD_TABS: RecordTab[] = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Patient',
    data: { tab: 'Summary', group: 1 },
    loadComponent: () => import('./patient-summary').then((file) => file.PatientSummary),
  },
  {
    path: 'facts',
    title: 'Patient: facts',
    data: { tab: 'Facts', group: 1 },
    loadComponent: () => import('../facts/patient-facts').then((file) => file.PatientFactsTab),
  },
  {
    path: 'attendances',
    title: 'Patient: attendances',
    data: { tab: 'Attendances', group: 2 },
    loadComponent: () => import('./patient-attendances').then((file) => file.PatientAttendances),
  },
  {
    path: 'open-access',
    title: 'Patient: open access',
    data: { tab: 'Open access', group: 2 },
    loadComponent: () => import('../open-access/patient-open-access').then((file) => file.PatientOpenAccessTab),
  },
  {
    path: 'emergency-plan',
    title: 'Patient: emergency plan',
    data: { tab: 'Emergency plan', group: 2 },
    canMatch: [() => inject(SessionStore).may('emergencyPlan', 'read_card')],
    loadComponent: () => import('../emergency-plans/plan-tab').then((file) => file.PlanTab),
  },
  {
    path: 'treatment',
    title: 'Patient: treatment',
    data: { tab: 'Treatment', group: 2 },
    canMatch: [() => inject(SessionStore).may('patientTreatment', 'read')],
    loadComponent: () => import('../treatments/patient-treatment').then((file) => file.PatientTreatmentTab),
  },
  {
    path: 'home-therapy',
    title: 'Patient: home therapy',
    data: { tab: 'Home therapy', group: 2 },
    canMatch: [() => inject(SessionStore).may('homeTherapy', 'read')],
    loadComponent: () => import('../home-therapy/patient-home-therapy').then((file) => file.PatientHomeTherapy),
  },
  {
    path: 'people',
    title: 'Patient: people',
    data: { tab: 'People', group: 3 },
    loadComponent: () => import('../link-consultants/patient-people').then((file) => file.PatientPeople),
  },
  {
    path: 'family',
    title: 'Patient: family',
    data: { tab: 'Family', group: 3 },
    canMatch: [() => inject(SessionStore).may('family', 'read')],
    loadComponent: () => import('./patient-family').then((file) => file.PatientFamily),
  },
  {
    path: 'requests',
    title: 'Patient: requests',
    data: { tab: 'Requests', group: 3 },
    canMatch: [() => inject(SessionStore).may('request', 'list')],
    loadComponent: () => import('../requests/patient-requests').then((file) => file.PatientRequests),
  },
  {
    path: 'letters',
    title: 'Patient: letters',
    data: { tab: 'Letters', group: 3 },
    canMatch: [() => inject(SessionStore).may('letter', 'read')],
    loadComponent: () => import('../letters/patient-letters').then((file) => file.PatientLetters),
  },
  {
    path: 'reviews',
    title: 'Patient: reviews',
    data: { tab: 'Reviews', group: 3 },
    canMatch: [() => inject(SessionStore).may('reminder', 'read')],
    loadComponent: () => import('../reminders/patient-reviews').then((file) => file.PatientReviews),
  },
  {
    path: 'surveys',
    title: 'Patient: surveys',
    data: { tab: 'Surveys', group: 3 },
    canMatch: [() => inject(SessionStore).may('survey', 'read')],
    loadComponent: () => import('../surveys/patient-participation').then((file) => file.PatientParticipation),
  },
  {
    path: 'transition',
    title: 'Patient: transition',
    data: { tab: 'Transition', group: 3, fromYears: TRANSITION_FROM_YEARS },
    canMatch: [() => inject(SessionStore).may('transition', 'read')],
    loadComponent: () => import('../transition/patient-transition').then((file) => file.PatientTransition),
  },
];
