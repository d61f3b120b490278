import { adminHomeRoutes } from './admin-home/routes';
import { alertRoutes, deliveryRoutes, liaisonEntryRoutes } from './alerts/routes';
import { apiDescriptionRoutes } from './api-description/routes';
import { attendanceDraftRoutes, attendanceRoutes, correctionRoutes } from './attendances/routes';
import { auditRoutes } from './audit/routes';
import { breakGlassRoutes } from './break-glass/routes';
import { contactDetailRoutes } from './contact-details/routes';
import { contactRoutes } from './contacts/routes';
import { mailCatcherRoutes } from './demo-mail/routes';
import { emergencyPlanRoutes } from './emergency-plans/routes';
import { familyRoutes } from './family/routes';
import { handoverRoutes } from './handover/routes';
import { homeTherapyRoutes } from './home-therapy/routes';
import { hospitalRoutes } from './hospitals/routes';
import { insightRoutes } from './insights/routes';
import { letterRoutes } from './letters/routes';
import { linkConsultantRoutes } from './link-consultants/routes';
import { mergeRoutes } from './merges/routes';
import { myPatientRoutes } from './my-patients/routes';
import { navigationRoutes } from './navigation/routes';
import { noticeRoutes } from './notices/routes';
import { odsImportRoutes } from './ods-imports/routes';
import { openAccessRoutes } from './open-access/routes';
import { organisationRoutes } from './organisations/routes';
import { factRoutes } from './patient-facts/routes';
import { patientImportRoutes } from './patient-imports/routes';
import { patientListRoutes } from './patient-list/routes';
import { patientRoutes } from './patients/routes';
import { readinessRoutes } from './readiness/routes';
import { recordPictureRoutes } from './record-picture/routes';
import { recoveryRoutes } from './recoveries/routes';
import { registrationRoutes } from './registration/routes';
import { reminderRoutes } from './reminders/routes';
import { requestRoutes } from './requests/routes';
import { rotaRoutes } from './rota/routes';
import { accountRoutes, ownSessionRoutes, passkeyRoutes, sessionRoutes } from './session/routes';
import { settingRoutes } from './settings/routes';
import { sharedCareLinkRoutes } from './shared-care-links/routes';
import { surveyRoutes } from './surveys/routes';
import { transitionRoutes } from './transition/routes';
import { treatmentRoutes } from './treatments/routes';
import { unitRoutes } from './unit/routes';
import { userRoutes } from './users/routes';
import type { Route } from './route';

/** Every door of the API, by concept. */
export const ALL_ROUTES = {
  account: accountRoutes,
  adminHome: adminHomeRoutes,
  alerts: alertRoutes,
  attendanceDrafts: attendanceDraftRoutes,
  attendances: attendanceRoutes,
  audit: auditRoutes,
  breakGlass: breakGlassRoutes,
  contactDetails: contactDetailRoutes,
  contacts: contactRoutes,
  corrections: correctionRoutes,
  deliveries: deliveryRoutes,
  emergencyPlans: emergencyPlanRoutes,
  facts: factRoutes,
  family: familyRoutes,
  handover: handoverRoutes,
  homeTherapy: homeTherapyRoutes,
  hospitals: hospitalRoutes,
  insights: insightRoutes,
  letters: letterRoutes,
  liaisonEntries: liaisonEntryRoutes,
  linkConsultants: linkConsultantRoutes,
  mailCatcher: mailCatcherRoutes,
  merges: mergeRoutes,
  myPatients: myPatientRoutes,
  navigation: navigationRoutes,
  notices: noticeRoutes,
  odsImports: odsImportRoutes,
  openAccess: openAccessRoutes,
  organisations: organisationRoutes,
  ownSessions: ownSessionRoutes,
  passkeys: passkeyRoutes,
  patientImports: patientImportRoutes,
  patientList: patientListRoutes,
  patients: patientRoutes,
  readiness: readinessRoutes,
  recordPicture: recordPictureRoutes,
  recoveries: recoveryRoutes,
  registration: registrationRoutes,
  reminders: reminderRoutes,
  requests: requestRoutes,
  rota: rotaRoutes,
  session: sessionRoutes,
  settings: settingRoutes,
  sharedCareLinks: sharedCareLinkRoutes,
  surveys: surveyRoutes,
  transition: transitionRoutes,
  treatments: treatmentRoutes,
  unit: unitRoutes,
  users: userRoutes,
  apiDescription: apiDescriptionRoutes,
} satisfies Record<string, Record<string, Route>>;

type Concepts = typeof ALL_ROUTES;
type AnyRoute = { [C in keyof Concepts]: Concepts[C][keyof Concepts[C]] }[keyof Concepts];

/** Each route under the words by which a client calls it: `GET insights/figures/:figure`. */
export type RouteByName = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };

/** The same at run time. */
export const ROUTES: readonly Route[] = Object.values(ALL_ROUTES).flatMap((concept) => Object.values(concept));
