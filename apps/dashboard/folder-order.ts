/**
 * A folder imports only from lines above its own, never sideways: what every room stands on, the tools of forms, the
 * concepts, then the pages made of many concepts, and the frame around them.
 */
export const DASHBOARD_FOLDERS = [
  ['core'],
  ['forms'],
  ['audit', 'break-glass', 'demo-mail', 'hospitals', 'insights', 'notices', 'patients', 'rota', 'settings'],
  ['emergency-plans', 'facts', 'family', 'home-therapy', 'open-access'],
  ['reminders', 'set-up', 'surveys', 'transition', 'treatments', 'users'],
  ['alerts', 'letters', 'link-consultants', 'patient-imports'],
  ['account', 'admin-home', 'attendances', 'registration', 'troubles'],
  // From a request the log is opened, with its child.
  ['requests'],
  ['handover', 'my-patients', 'patient-record', 'today'],
  ['shell'],
];
