import type { AuditLine } from '@shared-care/contracts/audit/answers';

const DONE: Readonly<Record<string, string>> = {
  'read patient': 'Opened the record',
  'read patient_picture': 'Saw the twelve months of the record',
  'read emergency_card': 'Read the emergency card',
  'read emergency_plans': 'Read the versions of the emergency plan',
  'read patient_treatments': 'Looked at treatment',
  'export patient_list': 'Exported with the list of patients',
  'export emergency_plan_board': 'Exported with emergency plans',
  'export open_access_board': 'Exported with the open access board',
  'export transition_list': 'Exported with the transition list',
  'export reminder_list': 'Exported with reminders',
  'export request_list': 'Exported with requests',
  'read alert': 'Opened an alert',
  'read attendance': 'Saw an attendance',
  'read attendance_preview': 'Started an attendance',
  'read audit': 'Read who looked',
  'export audit': 'Exported who looked',
  'read audit_of_user': 'Read what a user did',
  'export audit_of_user': 'Exported what a user did',
  'read audit_unusual': 'Read unusual access',
  'export audit_unusual': 'Exported unusual access',
  'search patient': 'Found by search',
  'create attendance': 'Logged an attendance',
  'update attendance': 'Changed an attendance',
  'update alert': 'Worked on an alert',
  'create liaison_entry': 'Recorded a call',
  'read open_access': 'Looked at open access',
  'create open_access': 'Drafted open access',
  'update open_access': 'Changed open access',
  'read open_access_board': 'Saw on the open access board',
  'read transition': 'Looked at transition to adult care',
  'update transition': 'Changed transition to adult care',
  'read transition_list': 'Saw on the transition list',
  'sign_in session': 'Signed in',
  'sign_out session': 'Signed out',
  'sign_in user': 'Sign-in failed',
};

/** What happened, in words; what has none yet is shown as it was recorded. */
export function auditWords({ action, entity, outcome }: Pick<AuditLine, 'action' | 'entity' | 'outcome'>): string {
  if (outcome === 'refused') return 'Was refused';
  return DONE[`${action} ${entity}`] ?? `${action} ${entity}`.replaceAll('_', ' ');
}
