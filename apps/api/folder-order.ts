/** A folder imports only from lines above its own, never sideways. The order decides where a new concept goes. */
export const API_FOLDERS = [
  ['platform'],
  ['audit'],
  ['settings', 'unit'],
  ['hospitals'],
  ['users'],
  ['patients', 'rota'],
  ['family', 'link-consultants', 'readiness'],
  ['open-access', 'emergency-plans', 'transition'],
  ['letters', 'patient-list'],
  ['alerts'],
  ['attendances', 'break-glass'],
  ['treatments'],
  ['registration', 'requests'],
  ['home-therapy', 'notices', 'reminders', 'surveys'],
  ['patient-imports'],
  ['feeds', 'insights', 'admin-home'],
];
