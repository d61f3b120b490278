import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module';
import { SettingsModule } from './settings/settings.module';
import { UnitModule } from './unit/unit.module';
import { SignInModule } from './sign-in/sign-in.module';
import { HospitalsModule } from './hospitals/hospitals.module';
import { UsersModule } from './users/users.module';
import { PatientsModule } from './patients/patients.module';
import { RotaModule } from './rota/rota.module';
import { FamilyModule } from './family/family.module';
import { LinkConsultantsModule } from './link-consultants/link-consultants.module';
import { ReadinessModule } from './readiness/readiness.module';
import { OpenAccessModule } from './open-access/open-access.module';
import { EmergencyPlansModule } from './emergency-plans/emergency-plans.module';
import { TransitionModule } from './transition/transition.module';
import { LettersModule } from './letters/letters.module';
import { PatientListModule } from './patient-list/patient-list.module';
import { AlertsModule } from './alerts/alerts.module';
import { AttendancesModule } from './attendances/attendances.module';
import { BreakGlassModule } from './break-glass/break-glass.module';
import { TreatmentsModule } from './treatments/treatments.module';
import { RegistrationModule } from './registration/registration.module';
import { RequestsModule } from './requests/requests.module';
import { HomeTherapyModule } from './home-therapy/home-therapy.module';
import { NavigationModule } from './navigation/navigation.module';
import { NoticesModule } from './notices/notices.module';
import { RemindersModule } from './reminders/reminders.module';
import { SurveysModule } from './surveys/surveys.module';
import { PatientImportsModule } from './patient-imports/patient-imports.module';
import { FeedsModule } from './feeds/feeds.module';
import { InsightsModule } from './insights/insights.module';
import { AdminHomeModule } from './admin-home/admin-home.module';
import { RecordPictureModule } from './record-picture/record-picture.module';
import type { Config } from './platform/config';
import { PlatformModule } from './platform/platform.module';

/** The table of contents: one line for each concept, in the order of the folders. */
@Module({
  imports: [
    AuditModule,
    SettingsModule,
    UnitModule,
    SignInModule,
    HospitalsModule,
    UsersModule,
    PatientsModule,
    RotaModule,
    FamilyModule,
    LinkConsultantsModule,
    ReadinessModule,
    OpenAccessModule,
    EmergencyPlansModule,
    TransitionModule,
    LettersModule,
    PatientListModule,
    AlertsModule,
    AttendancesModule,
    BreakGlassModule,
    TreatmentsModule,
    RegistrationModule,
    RequestsModule,
    HomeTherapyModule,
    NoticesModule,
    RemindersModule,
    SurveysModule,
    PatientImportsModule,
    FeedsModule,
    InsightsModule,
    NavigationModule,
    AdminHomeModule,
    RecordPictureModule,
  ],
})
export class AppModule {
  static with(config: Config, databaseUrl: string, sessionSecret: string): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(config, databaseUrl, sessionSecret)] };
  }
}
