import {
  Alert,
  AlertCorrection,
  AlertDelivery,
  AlertEvent,
  ChecklistAnswer,
  HandoverNote,
  LiaisonEntry,
} from './alert';
import { Attendance, AttendanceChange, AttendanceDraft, AttendanceSource } from './attendance';
import { AuditEntry } from './audit-entry';
import { BreakGlassGrant } from './break-glass';
import { DentalCare, ReminderDigest, ReminderRule, VaccinationAdvice } from './care-review';
import { EmergencyPlan } from './emergency-plan';
import {
  FamilyCommunication,
  FamilyPerson,
  Organisation,
  PatientPlace,
  TreatmentDoseDays,
  TreatmentGiver,
} from './family';
import {
  BleedSettlement,
  DiaryBleed,
  HaemtrackPeriod,
  HomeDelivery,
  HomeTherapy,
  HomeTherapyEvent,
} from './home-therapy';
import {
  ConsultantCover,
  ContactChange,
  ContactCheck,
  Hospital,
  HospitalCapability,
  HospitalContact,
  HospitalUnit,
  ImportRun,
  ImportRunLine,
  LinkConsultant,
  Trust,
} from './hospital';
import { ClosureReview, HospitalNetworkChange, StaleNumber } from './hospital-profile';
import { Letter, LetterBatch, LetterBatchItem, LetterTemplate } from './letter';
import { ClosureMoveOwner, LeavingException, LinkChange } from './link-change';
import { Notice } from './notice';
import { OpenAccessArrangement, OpenAccessEvent, OpenAccessSuspension } from './open-access';
import { ContactDetails, Patient, SharedCareLink } from './patient';
import { PatientChange, PatientMerge } from './patient-history';
import { PatientImport, PatientImportMapping, PatientImportName, PatientImportRow } from './patient-import';
import { InhibitorResult, PatientWeight } from './patient-measures';
import { MailTest, ReadinessCheck } from './readiness';
import { ConsultantComment, RecordCorrection } from './record-correction';
import { AccountRecovery, Invitation, RecoveryAsk } from './recovery';
import { Request, RequestEvent } from './request';
import { DutyNumber, OvernightCallAnswer, RotaChange, RotaPattern, RotaPatternLine } from './rota';
import { Setting } from './setting';
import {
  KnownDevice,
  PasskeyChallenge,
  Session,
  UserIdentity,
  UserPasskey,
  UserRecoveryCode,
  UserTotp,
} from './sign-in';
import { Participation, Survey, SurveyInvitation, SurveyMessage } from './survey';
import { Transition, TransitionAnswer } from './transition';
import { PatientTreatment, PatientTreatmentEvent, Treatment, TreatmentVersion } from './treatment';
import { RoleChangeRequest, User } from './user';
import { WorkerCycle, WriteProbe } from './worker';

/** Every table that a served role may write (decision 0077); a spec compares each with the live catalogue. */
export const ENTITIES = [
  AccountRecovery,
  Alert,
  AlertCorrection,
  AlertDelivery,
  AlertEvent,
  Attendance,
  AttendanceChange,
  AttendanceDraft,
  AttendanceSource,
  AuditEntry,
  BleedSettlement,
  BreakGlassGrant,
  ChecklistAnswer,
  ClosureMoveOwner,
  ClosureReview,
  ConsultantComment,
  ConsultantCover,
  ContactChange,
  ContactCheck,
  ContactDetails,
  DentalCare,
  DiaryBleed,
  DutyNumber,
  EmergencyPlan,
  FamilyCommunication,
  FamilyPerson,
  HaemtrackPeriod,
  HomeDelivery,
  HomeTherapy,
  HomeTherapyEvent,
  Hospital,
  HospitalCapability,
  HospitalContact,
  HospitalNetworkChange,
  HospitalUnit,
  ImportRun,
  ImportRunLine,
  InhibitorResult,
  Invitation,
  KnownDevice,
  LeavingException,
  Letter,
  LetterBatch,
  LetterBatchItem,
  LetterTemplate,
  HandoverNote,
  LiaisonEntry,
  LinkChange,
  LinkConsultant,
  MailTest,
  Notice,
  OpenAccessArrangement,
  OpenAccessEvent,
  OpenAccessSuspension,
  Organisation,
  OvernightCallAnswer,
  Participation,
  PasskeyChallenge,
  Patient,
  PatientChange,
  PatientImport,
  PatientImportMapping,
  PatientImportName,
  PatientImportRow,
  PatientMerge,
  PatientPlace,
  PatientTreatment,
  PatientTreatmentEvent,
  PatientWeight,
  ReadinessCheck,
  RecordCorrection,
  RecoveryAsk,
  ReminderDigest,
  ReminderRule,
  Request,
  RequestEvent,
  RoleChangeRequest,
  RotaChange,
  RotaPattern,
  RotaPatternLine,
  Session,
  Setting,
  SharedCareLink,
  StaleNumber,
  Survey,
  SurveyInvitation,
  SurveyMessage,
  Transition,
  TransitionAnswer,
  Treatment,
  TreatmentDoseDays,
  TreatmentGiver,
  TreatmentVersion,
  Trust,
  User,
  UserIdentity,
  UserPasskey,
  UserRecoveryCode,
  UserTotp,
  VaccinationAdvice,
  WorkerCycle,
  WriteProbe,
];
