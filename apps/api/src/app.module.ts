import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AdminHomeController } from './admin-home/admin-home.controller';
import { AlertsController } from './alerts/alerts.controller';
import { LiaisonEntriesController } from './alerts/liaison-entries.controller';
import { CHANNELS, type Channel } from './alerts/channels/channel';
import { DeliveriesController } from './alerts/deliveries.controller';
import { DeliveryWorker } from './alerts/delivery.worker';
import { EscalationWorker } from './alerts/escalation.worker';
import { OpsWatch } from './alerts/ops-watch.worker';
import { HandoverController } from './alerts/handover.controller';
import { AttendanceDraftsController } from './attendances/attendance-drafts.controller';
import { AttendancesController } from './attendances/attendances.controller';
import { CorrectionsController } from './attendances/corrections.controller';
import { AuditController } from './audit/audit.controller';
import { AuditSealer } from './audit/audit-sealer.worker';
import { RecordedRefusals } from './audit/refusals';
import { BreakGlassController } from './break-glass/break-glass.controller';
import { EmergencyPlansController } from './emergency-plans/emergency-plans.controller';
import { ContactsController } from './hospitals/contacts.controller';
import { HospitalsController } from './hospitals/hospitals.controller';
import { InsightsController } from './insights/insights.controller';
import { LinkConsultantsController } from './link-consultants/link-consultants.controller';
import { MyPatientsController } from './link-consultants/my-patients.controller';
import { SharedCareLinksController } from './link-consultants/shared-care-links.controller';
import { TreatmentsController } from './treatments/treatments.controller';
import { OpenAccessController } from './open-access/open-access.controller';
import { LetterBatchWorker } from './letters/letter-batch.worker';
import { LettersController } from './letters/letters.controller';
import { TransitionController } from './transition/transition.controller';
import { ContactDetailsController } from './patients/contact-details.controller';
import { FactsController } from './patients/facts.controller';
import { MergesController } from './patients/merges.controller';
import { PatientImportsController } from './patient-imports/patient-imports.controller';
import { PatientListController } from './patient-list/patient-list.controller';
import { PatientsController } from './patients/patients.controller';
import { ApiDescriptionController } from './platform/api-description.controller';
import { AccessGuard, EveryHandlerDeclaresAccess } from './platform/access';
import { APP_DATABASE, WORKER_DATABASE } from './platform/app-database';
import { CONFIG, type Config } from './platform/config';
import { Health } from './platform/health';
import { HealthController } from './platform/health.controller';
import { Live } from './platform/live';
import { LiveController } from './platform/live.controller';
import { FAMILY_MAIL, type MailServer } from './platform/mail';
import { MAIL_CATCHER, type MailCatcher } from './platform/mail-catcher';
import { MailCatcherController } from './platform/mail-catcher.controller';
import { AUTHENTICATE, type Authenticate } from './platform/session';
import { Database } from './platform/tx';
import { ParseBySchema } from './platform/validation';
import { OdsImportsController } from './feeds/ods-imports.controller';
import { FEEDS_DATABASE, type FeedsDatabase } from './platform/feeds-database';
import { FamilyController } from './family/family.controller';
import { OrganisationsController } from './family/organisations.controller';
import { HomeTherapyController } from './home-therapy/home-therapy.controller';
import { NoticesController } from './notices/notices.controller';
import { ReadinessController } from './readiness/readiness.controller';
import { RemindersController } from './reminders/reminders.controller';
import { RegistrationController } from './registration/registration.controller';
import { RequestsController } from './requests/requests.controller';
import { SurveysController } from './surveys/surveys.controller';
import { SurveyWorker } from './surveys/survey.worker';
import { SettingsController } from './settings/settings.controller';
import { AccountController } from './users/account.controller';
import { AccountMailWorker } from './users/account-mail.worker';
import { OwnSessionsController } from './users/own-sessions.controller';
import { OidcController } from './users/oidc.controller';
import { RotaController } from './rota/rota.controller';
import { PasskeysController } from './users/passkeys.controller';
import { RecoveriesController } from './users/recoveries.controller';
import { SessionController } from './users/session.controller';
import { UnitController } from './unit/unit.controller';
import { UsersController } from './users/users.controller';

/** One pool for each role that the running program takes. */
export interface Databases {
  app: DataSource;
  worker: DataSource;
  /** Opened when the first file is sent. */
  feeds: FeedsDatabase;
}

/** The table of contents: one line per concept. */
@Module({
  imports: [DiscoveryModule],
  controllers: [
    HealthController,
    MailCatcherController,
    ApiDescriptionController,
    LiveController,
    SessionController,
    UnitController,
    UsersController,
    RecoveriesController,
    SettingsController,
    OidcController,
    OwnSessionsController,
    AccountController,
    PasskeysController,
    HospitalsController,
    ContactsController,
    AdminHomeController,
    ReadinessController,
    OdsImportsController,
    PatientsController,
    PatientListController,
    PatientImportsController,
    MergesController,
    EmergencyPlansController,
    LettersController,
    LinkConsultantsController,
    SharedCareLinksController,
    RotaController,
    OpenAccessController,
    MyPatientsController,
    TransitionController,
    AlertsController,
    LiaisonEntriesController,
    DeliveriesController,
    HandoverController,
    AttendancesController,
    AttendanceDraftsController,
    CorrectionsController,
    BreakGlassController,
    InsightsController,
    RequestsController,
    HomeTherapyController,
    ContactDetailsController,
    FamilyController,
    OrganisationsController,
    FactsController,
    RegistrationController,
    NoticesController,
    TreatmentsController,
    RemindersController,
    SurveysController,
    AuditController,
  ],
  providers: [
    Database,
    Live,
    Health,
    AuditSealer,
    DeliveryWorker,
    EscalationWorker,
    OpsWatch,
    LetterBatchWorker,
    SurveyWorker,
    AccountMailWorker,
    EveryHandlerDeclaresAccess,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: ParseBySchema },
    { provide: APP_FILTER, useClass: RecordedRefusals },
  ],
})
export class AppModule {
  static with(
    config: Config,
    { app, worker, feeds }: Databases,
    authenticate: Authenticate,
    mail: { channels: Channel[]; families: MailServer | null; catcher: MailCatcher | null },
  ): DynamicModule {
    return {
      module: AppModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: APP_DATABASE, useValue: app },
        { provide: WORKER_DATABASE, useValue: worker },
        { provide: FEEDS_DATABASE, useValue: feeds },
        { provide: CHANNELS, useValue: mail.channels },
        { provide: FAMILY_MAIL, useValue: mail.families },
        { provide: MAIL_CATCHER, useValue: mail.catcher },
        { provide: AUTHENTICATE, useValue: authenticate },
      ],
    };
  }
}
