import type { Role } from '@shared-care/domain/roles';
import { adminHomePermissions } from './admin-home/permissions';
import { alertPermissions } from './alerts/permissions';
import { attendancePermissions } from './attendances/permissions';
import { auditPermissions } from './audit/permissions';
import { breakGlassPermissions } from './break-glass/permissions';
import { contactDetailPermissions } from './contact-details/permissions';
import { contactPermissions } from './contacts/permissions';
import { demoMailPermissions } from './demo-mail/permissions';
import { emergencyPlanPermissions } from './emergency-plans/permissions';
import { familyPermissions } from './family/permissions';
import { homeTherapyPermissions } from './home-therapy/permissions';
import { hospitalPermissions } from './hospitals/permissions';
import { insightPermissions } from './insights/permissions';
import { letterPermissions } from './letters/permissions';
import { linkConsultantPermissions } from './link-consultants/permissions';
import { livePermissions } from './live/permissions';
import { mergePermissions } from './merges/permissions';
import { myPatientPermissions } from './my-patients/permissions';
import { noticePermissions } from './notices/permissions';
import { odsImportPermissions } from './ods-imports/permissions';
import { openAccessPermissions } from './open-access/permissions';
import { patientImportPermissions } from './patient-imports/permissions';
import { patientPermissions } from './patients/permissions';
import { readinessPermissions } from './readiness/permissions';
import { reminderPermissions } from './reminders/permissions';
import { requestPermissions } from './requests/permissions';
import { rotaPermissions } from './rota/permissions';
import { sessionPermissions } from './session/permissions';
import { settingPermissions } from './settings/permissions';
import { sharedCareLinkPermissions } from './shared-care-links/permissions';
import { surveyPermissions } from './surveys/permissions';
import { transitionPermissions } from './transition/permissions';
import { treatmentPermissions } from './treatments/permissions';
import { unitPermissions } from './unit/permissions';
import { userPermissions } from './users/permissions';

/**
 * Who may do what, from `permissions.ts` of each concept: the API guard reads it, the dashboard hides what it refuses.
 * Default is refusal. `link_consultant` is further limited to own patients by row-level policies in the database.
 * `docs/who-may.md` is printed from it. It imports no schema: the dashboard's first screen has it.
 */
export const PERMISSIONS = {
  ...adminHomePermissions,
  ...alertPermissions,
  ...attendancePermissions,
  ...auditPermissions,
  ...breakGlassPermissions,
  ...contactDetailPermissions,
  ...contactPermissions,
  ...demoMailPermissions,
  ...emergencyPlanPermissions,
  ...familyPermissions,
  ...homeTherapyPermissions,
  ...hospitalPermissions,
  ...insightPermissions,
  ...letterPermissions,
  ...linkConsultantPermissions,
  ...livePermissions,
  ...mergePermissions,
  ...myPatientPermissions,
  ...noticePermissions,
  ...odsImportPermissions,
  ...openAccessPermissions,
  ...patientImportPermissions,
  ...patientPermissions,
  ...readinessPermissions,
  ...reminderPermissions,
  ...requestPermissions,
  ...rotaPermissions,
  ...sessionPermissions,
  ...settingPermissions,
  ...sharedCareLinkPermissions,
  ...surveyPermissions,
  ...transitionPermissions,
  ...treatmentPermissions,
  ...unitPermissions,
  ...userPermissions,
} as const;

export type Resource = keyof typeof PERMISSIONS;
export type ActionOn<R extends Resource> = Extract<keyof (typeof PERMISSIONS)[R], string>;

export function permits<R extends Resource>(role: Role, resource: R, action: ActionOn<R>): boolean {
  const allowed = PERMISSIONS[resource][action] as readonly Role[] | undefined;
  return allowed?.includes(role) ?? false;
}
