import type { NavigationCount } from '@shared-care/contracts/navigation/answers';
import type { ActionOn, Resource } from '@shared-care/contracts/permissions';
import type { IconName } from '@shared-care/ui/icon/icon';
import type { SessionStore } from '../core/session-store';

export const NAVIGATION_GROUPS = ['Now', 'Children', 'Work', 'Network', 'Unit'] as const;

export interface NavigationEntry {
  path: string;
  word: string;
  icon: IconName;
  group: (typeof NAVIGATION_GROUPS)[number];
  /** What the number beside it counts, and how it is said. */
  count?: [NavigationCount, words: string];
  /** Stands in the bar of a phone, as far as there is room. */
  phone?: boolean;
}

type Line = {
  [R in Resource]: [
    path: string,
    word: string,
    icon: IconName,
    resource: R,
    action: ActionOn<R>,
    more?: Pick<NavigationEntry, 'count' | 'phone'>,
  ];
}[Resource];

const PHONE = { phone: true } as const;
const LINES: Readonly<Record<NavigationEntry['group'], readonly Line[]>> = {
  Now: [
    ['/', 'Today', 'today', 'alert', 'list', PHONE],
    ['/admin', 'Admin', 'today', 'adminHome', 'read', PHONE],
    ['/handover', 'Handover', 'handover', 'alert', 'hand_over'],
    ['/my-patients', 'Patients', 'patients', 'ownPatients', 'read', PHONE],
    ['/my-patients/contacts', 'Contacts', 'phone', 'ownPatients', 'read', PHONE],
    ['/my-patients/me', 'Me', 'person', 'ownPatients', 'read', PHONE],
  ],
  Children: [
    ['/patients', 'Patients', 'patients', 'patient', 'search', PHONE],
    [
      '/emergency-plans',
      'Emergency plans',
      'plan',
      'emergencyPlan',
      'read',
      { count: ['plansToApprove', 'drafts to approve'] },
    ],
    [
      '/open-access',
      'Open access',
      'door',
      'openAccess',
      'board',
      { count: ['openAccessOverdue', 'overdue for review'] },
    ],
    ['/open-access/to-agree', 'To agree', 'door', 'openAccess', 'agree', { count: ['toAgree', 'to agree'] }],
    ['/transitions', 'Transition', 'transition', 'transition', 'read'],
    ['/merges', 'Merges', 'merge', 'merge', 'read', { count: ['merges', 'to confirm'] }],
    [
      '/link-consultants/corrections',
      'Corrections',
      'edit',
      'correction',
      'decide',
      { count: ['corrections', 'suggestions that wait'] },
    ],
    [
      '/emergency-access/reviews',
      'Emergency access',
      'warning',
      'breakGlass',
      'review',
      { count: ['emergencyAccess', 'to review'] },
    ],
  ],
  Work: [
    ['/requests', 'Requests', 'requests', 'request', 'list', { phone: true, count: ['requests', 'to do'] }],
    [
      '/home-therapy',
      'Home therapy',
      'home',
      'homeTherapy',
      'read',
      { count: ['homeTherapy', 'families to look into'] },
    ],
    ['/reminders', 'Reminders', 'reminder', 'reminder', 'read', { count: ['reminders', 'due'] }],
    ['/letters/batches', 'Letters', 'letter', 'letter', 'read'],
    ['/surveys', 'Surveys', 'survey', 'survey', 'read'],
    ['/notices', 'Notices', 'notice', 'notice', 'read', { count: ['notices', 'running'] }],
    ['/treatments', 'Treatments', 'treatment', 'treatment', 'read'],
    ['/emergency-advice', 'Emergency advice', 'info', 'emergencyAdvice', 'read'],
  ],
  Network: [
    ['/hospitals', 'Hospitals', 'hospital', 'hospital', 'read', PHONE],
    ['/link-consultants', 'Link consultants', 'consultant', 'linkConsultant', 'add'],
    [
      '/hospitals/verification',
      'Verification',
      'verify',
      'contact',
      'check',
      { count: ['verification', 'numbers to check'] },
    ],
    ['/rota', 'Rota', 'calendar', 'rota', 'read', { phone: true, count: ['swaps', 'swaps that wait for you'] }],
  ],
  Unit: [
    ['/insights', 'Insights', 'insights', 'insight', 'figure'],
    ['/patient-imports', 'Imports', 'copy', 'patientImport', 'read'],
    ['/users', 'Users', 'person', 'user', 'list', { count: ['recoveries', 'wait to be let in again'] }],
    ['/audit', 'Audit', 'history', 'audit', 'unusual'],
    ['/set-up', 'Set-up', 'missing', 'unit', 'read'],
    ['/settings', 'Settings', 'settings', 'setting', 'read', { count: ['settings', 'wait for a second person'] }],
  ],
};

/** Where the signed-in person can go, in groups by what people do. Every page is reached from one of these by links. */
export function navigationOf(session: Pick<SessionStore, 'may'>): NavigationEntry[] {
  const own = session.may('ownPatients', 'read');
  return NAVIGATION_GROUPS.flatMap((group) =>
    LINES[group]
      .filter(([, , , resource, action]) => session.may(resource, action as never))
      .map(([path, word, icon, , , more]) => ({
        path,
        // Who has a page of their own children has this list beside it.
        ...(own && path === '/patients' ? { word: 'List', icon } : { word, icon, ...more }),
        group,
      })),
  );
}
