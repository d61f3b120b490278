import type { IconName } from '@shared-care/ui/icon/icon';
import type { SessionStore } from '../core/session-store';

export const NAVIGATION_GROUPS = ['Now', 'Children', 'Work', 'Network', 'Unit'] as const;

export interface NavigationEntry {
  path: string;
  word: string;
  icon: IconName;
  group: (typeof NAVIGATION_GROUPS)[number];
  /** Stands in the bar of a phone, as far as there is room. */
  phone?: boolean;
}

/** Where the signed-in person can go, in groups by what people do. Every page is reached from one of these by links. */
export function navigationOf(session: Pick<SessionStore, 'may'>): NavigationEntry[] {
  const may: SessionStore['may'] = (resource, action) => session.may(resource, action);
  const own = may('ownPatients', 'read');
  const all: (NavigationEntry & { open: boolean })[] = [
    { group: 'Now', path: '/', word: 'Today', icon: 'today', phone: true, open: may('alert', 'list') },
    { group: 'Now', path: '/my-patients', word: 'Patients', icon: 'patients', phone: true, open: own },
    { group: 'Now', path: '/my-patients/contacts', word: 'Contacts', icon: 'phone', phone: true, open: own },
    { group: 'Now', path: '/my-patients/me', word: 'Me', icon: 'person', phone: true, open: own },
    { group: 'Now', path: '/admin', word: 'Admin', icon: 'today', phone: true, open: may('adminHome', 'read') },
    { group: 'Now', path: '/handover', word: 'Handover', icon: 'clock', open: may('alert', 'list') },
    {
      group: 'Now',
      path: '/patients',
      word: own ? 'List' : 'Patients',
      icon: 'patients',
      phone: !own,
      open: may('patient', 'search'),
    },
    { group: 'Now', path: '/requests', word: 'Requests', icon: 'requests', phone: true, open: may('request', 'list') },
    { group: 'Children', path: '/emergency-plans', word: 'Plans', icon: 'edit', open: may('emergencyPlan', 'read') },
    { group: 'Children', path: '/open-access', word: 'Open access', icon: 'door', open: may('openAccess', 'board') },
    {
      group: 'Children',
      path: '/open-access/to-agree',
      word: 'To agree',
      icon: 'door',
      open: may('openAccess', 'agree'),
    },
    { group: 'Children', path: '/treatments', word: 'Treatments', icon: 'treatment', open: may('treatment', 'read') },
    { group: 'Children', path: '/transitions', word: 'Transition', icon: 'next', open: may('transition', 'read') },
    { group: 'Children', path: '/merges', word: 'Merges', icon: 'copy', open: may('merge', 'read') },
    {
      group: 'Children',
      path: '/link-consultants/corrections',
      word: 'Corrections',
      icon: 'edit',
      open: may('correction', 'decide'),
    },
    { group: 'Work', path: '/home-therapy', word: 'Home therapy', icon: 'tick', open: may('homeTherapy', 'read') },
    { group: 'Work', path: '/reminders', word: 'Reminders', icon: 'clock', open: may('reminder', 'read') },
    { group: 'Work', path: '/letters/batches', word: 'Letters', icon: 'copy', open: may('letter', 'read') },
    { group: 'Work', path: '/surveys', word: 'Surveys', icon: 'requests', open: may('survey', 'read') },
    {
      group: 'Work',
      path: '/emergency-access/reviews',
      word: 'Emergency access',
      icon: 'warning',
      open: may('breakGlass', 'review'),
    },
    { group: 'Work', path: '/notices', word: 'Notices', icon: 'info', open: may('notice', 'read') },
    {
      group: 'Network',
      path: '/hospitals',
      word: 'Hospitals',
      icon: 'hospital',
      phone: true,
      open: may('hospital', 'read'),
    },
    {
      group: 'Network',
      path: '/link-consultants',
      word: 'Link consultants',
      icon: 'person',
      open: may('linkConsultant', 'add'),
    },
    { group: 'Network', path: '/rota', word: 'Rota', icon: 'calendar', phone: true, open: may('rota', 'read') },
    { group: 'Unit', path: '/insights', word: 'Insights', icon: 'insights', open: may('insight', 'alert_load') },
    { group: 'Unit', path: '/users', word: 'Users', icon: 'person', open: may('user', 'list') },
    { group: 'Unit', path: '/set-up', word: 'Set-up', icon: 'tick', open: may('unit', 'read') },
    { group: 'Unit', path: '/settings', word: 'Settings', icon: 'edit', open: may('setting', 'read') },
    { group: 'Unit', path: '/audit', word: 'Audit', icon: 'history', open: may('audit', 'unusual') },
  ];
  return all.filter(({ open }) => open);
}
