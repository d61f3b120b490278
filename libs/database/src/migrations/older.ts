import { AddressedLettersFromTheRecord1764000000182 } from './1764000000182-addressed-letters-from-the-record';
import { RecordedPlacesAndGivers1764000000181 } from './1764000000181-recorded-places-and-givers';
import { RecordedPeopleAroundAChild1764000000180 } from './1764000000180-recorded-people-around-a-child';
import { CreatedFoundations1764000000001 } from './1764000000001-created-foundations';
import { CreatedUsersAndSessions1764000000002 } from './1764000000002-created-users-and-sessions';
import { CreatedHospitals1764000000003 } from './1764000000003-created-hospitals';
import { CreatedPatients1764000000004 } from './1764000000004-created-patients';
import { CreatedAttendancesAndAlerts1764000000005 } from './1764000000005-created-attendances-and-alerts';
import { CreatedAuditEntries1764000000006 } from './1764000000006-created-audit-entries';
import { SealedAuditEntries1764000000010 } from './1764000000010-sealed-audit-entries';
import { CreatedBreakGlass1764000000011 } from './1764000000011-created-break-glass';
import { CreatedSignInSafety1764000000012 } from './1764000000012-created-sign-in-safety';
import { CreatedIdentitiesInvitationsAndRoleChanges1764000000013 } from './1764000000013-created-identities-invitations-and-role-changes';
import { ReadAuditEntries1764000000015 } from './1764000000015-read-audit-entries';
import { CreatedWorkerAndBackupRoles1764000000016 } from './1764000000016-created-worker-and-backup-roles';
import { CreatedRota1764000000020 } from './1764000000020-created-rota';
import { CreatedAlertDeliveries1764000000025 } from './1764000000025-created-alert-deliveries';
import { WatchedTheOutbox1764000000026 } from './1764000000026-watched-the-outbox';
import { CountedUndeliveredAlerts1764000000027 } from './1764000000027-counted-undelivered-alerts';
import { HandedOverAndCorrectedAlerts1764000000030 } from './1764000000030-handed-over-and-corrected-alerts';
import { CreatedAttendanceDrafts1764000000031 } from './1764000000031-created-attendance-drafts';
import { ToldAgainOfCorrections1764000000032 } from './1764000000032-told-again-of-corrections';
import { KeptContactsTrue1764000000040 } from './1764000000040-kept-contacts-true';
import { DescribedHospitals1764000000041 } from './1764000000041-described-hospitals';
import { WrongNumbersAreStaleAtOnce1764000000042 } from './1764000000042-wrong-numbers-are-stale-at-once';
import { LinkedConsultantsByDatesAndCover1764000000045 } from './1764000000045-linked-consultants-by-dates-and-cover';
import { SharedCareLinksWithHistory1764000000046 } from './1764000000046-shared-care-links-with-history';
import { CreatedCommentsAndCorrections1764000000047 } from './1764000000047-created-comments-and-corrections';
import { CreatedTransitions1764000000048 } from './1764000000048-created-transitions';
import { KeptSuspendedOpenAccessUntilTheAdultVisit1764000000049 } from './1764000000049-kept-suspended-open-access-until-the-adult-visit';
import { CompletedOpenAccess1764000000050 } from './1764000000050-completed-open-access';
import { CreatedEmergencyPlans1764000000055 } from './1764000000055-created-emergency-plans';
import { CreatedRequests1764000000060 } from './1764000000060-created-requests';
import { InvitedTheFirstAdmins1764000000018 } from './1764000000018-invited-the-first-admins';
import { FilteredAuditEntries1764000000019 } from './1764000000019-filtered-audit-entries';
import { CreatedPasskeyChallenges1764000000017 } from './1764000000017-created-passkey-challenges';
import { CreatedHomeTherapy1764000000061 } from './1764000000061-created-home-therapy';
import { CreatedCareReviews1764000000062 } from './1764000000062-created-care-reviews';
import { CreatedLetters1764000000056 } from './1764000000056-created-letters';
import { RemindedOfAdultsStillHere1764000000063 } from './1764000000063-reminded-of-adults-still-here';
import { HeldNotices1764000000066 } from './1764000000066-held-notices';
import { KeptContactDetailsBack1764000000065 } from './1764000000065-kept-contact-details-back';
import { CreatedSurveys1764000000070 } from './1764000000070-created-surveys';
import { ClosedMergedRecords1764000000080 } from './1764000000080-closed-merged-records';
import { ListedPatients1764000000120 } from './1764000000120-listed-patients';
import { SaidWhereCorrectionsWereMade1764000000121 } from './1764000000121-said-where-corrections-were-made';
import { MergedAndPartedRecords1764000000081 } from './1764000000081-merged-and-parted-records';
import { CreatedUnit1764000000140 } from './1764000000140-created-unit';
import { CheckedReadiness1764000000141 } from './1764000000141-checked-readiness';
import { RegisteredPatientsByHand1764000000110 } from './1764000000110-registered-patients-by-hand';
import { DatedPublishedFacts1764000000136 } from './1764000000136-dated-published-facts';
import { ImportedListsOfPatients1764000000135 } from './1764000000135-imported-lists-of-patients';
import { ToldFamiliesTheOfficeNumber1764000000160 } from './1764000000160-told-families-the-office-number';
import { RecoveredAccounts1764000000150 } from './1764000000150-recovered-accounts';
import { BroughtSettingsIn1764000000152 } from './1764000000152-brought-settings-in';
import { SettingsWithHistory1764000000151 } from './1764000000151-settings-with-history';
import { CreatedTreatments1764000000125 } from './1764000000125-created-treatments';
import { ShippedReferenceTreatments1764000000126 } from './1764000000126-shipped-reference-treatments';
import { MovedEmicizumabToTreatments1764000000127 } from './1764000000127-moved-emicizumab-to-treatments';
import { KeptTheHistoryOfFacts1764000000111 } from './1764000000111-kept-the-history-of-facts';
import { StruckOutLiaisonEntries1764000000100 } from './1764000000100-struck-out-liaison-entries';
import { CorrectedAttendanceFacts1764000000101 } from './1764000000101-corrected-attendance-facts';
import { LoggedHospitalsThatAreNotListed1764000000102 } from './1764000000102-logged-hospitals-that-are-not-listed';
import { OwnedWhatAClosureMoves1764000000191 } from './1764000000191-owned-what-a-closure-moves';
import { OpenedWorkForStaleNumbers1764000000190 } from './1764000000190-opened-work-for-stale-numbers';
import { FollowedNumbersOfTheDirectory1764000000161 } from './1764000000161-followed-numbers-of-the-directory';
import { ToldRefreshesFromLooks1764000000200 } from './1764000000200-told-refreshes-from-looks';
import { AskedWhetherAdviceWasSought1764000000186 } from './1764000000186-asked-whether-advice-was-sought';
import { SaidWhatNamesInListsMean1764000000185 } from './1764000000185-said-what-names-in-lists-mean';
import { AskedForManyChildrenAtOnce1764000000195 } from './1764000000195-asked-for-many-children-at-once';

/** The steps before the baseline; here until its equality is proven. */
export const OLDER = [
  CreatedFoundations1764000000001,
  CreatedUsersAndSessions1764000000002,
  CreatedHospitals1764000000003,
  CreatedPatients1764000000004,
  CreatedAttendancesAndAlerts1764000000005,
  CreatedAuditEntries1764000000006,
  SealedAuditEntries1764000000010,
  CreatedBreakGlass1764000000011,
  CreatedSignInSafety1764000000012,
  CreatedIdentitiesInvitationsAndRoleChanges1764000000013,
  ReadAuditEntries1764000000015,
  CreatedWorkerAndBackupRoles1764000000016,
  CreatedRota1764000000020,
  CreatedAlertDeliveries1764000000025,
  WatchedTheOutbox1764000000026,
  CountedUndeliveredAlerts1764000000027,
  HandedOverAndCorrectedAlerts1764000000030,
  CreatedAttendanceDrafts1764000000031,
  ToldAgainOfCorrections1764000000032,
  CreatedPasskeyChallenges1764000000017,
  InvitedTheFirstAdmins1764000000018,
  FilteredAuditEntries1764000000019,
  KeptContactsTrue1764000000040,
  DescribedHospitals1764000000041,
  WrongNumbersAreStaleAtOnce1764000000042,
  LinkedConsultantsByDatesAndCover1764000000045,
  SharedCareLinksWithHistory1764000000046,
  CreatedCommentsAndCorrections1764000000047,
  CreatedTransitions1764000000048,
  KeptSuspendedOpenAccessUntilTheAdultVisit1764000000049,
  CompletedOpenAccess1764000000050,
  CreatedEmergencyPlans1764000000055,
  CreatedRequests1764000000060,
  CreatedHomeTherapy1764000000061,
  CreatedCareReviews1764000000062,
  RemindedOfAdultsStillHere1764000000063,
  CreatedLetters1764000000056,
  KeptContactDetailsBack1764000000065,
  HeldNotices1764000000066,
  CreatedSurveys1764000000070,
  ClosedMergedRecords1764000000080,
  MergedAndPartedRecords1764000000081,
  CreatedUnit1764000000140,
  CheckedReadiness1764000000141,
  RegisteredPatientsByHand1764000000110,
  ImportedListsOfPatients1764000000135,
  DatedPublishedFacts1764000000136,
  ToldFamiliesTheOfficeNumber1764000000160,
  RecoveredAccounts1764000000150,
  SettingsWithHistory1764000000151,
  CreatedTreatments1764000000125,
  ShippedReferenceTreatments1764000000126,
  MovedEmicizumabToTreatments1764000000127,
  KeptTheHistoryOfFacts1764000000111,
  StruckOutLiaisonEntries1764000000100,
  CorrectedAttendanceFacts1764000000101,
  LoggedHospitalsThatAreNotListed1764000000102,
  BroughtSettingsIn1764000000152,
  ListedPatients1764000000120,
  SaidWhereCorrectionsWereMade1764000000121,
  FollowedNumbersOfTheDirectory1764000000161,
  ToldRefreshesFromLooks1764000000200,
  RecordedPeopleAroundAChild1764000000180,
  SaidWhatNamesInListsMean1764000000185,
  AskedWhetherAdviceWasSought1764000000186,
  AskedForManyChildrenAtOnce1764000000195,
  OpenedWorkForStaleNumbers1764000000190,
  OwnedWhatAClosureMoves1764000000191,
  RecordedPlacesAndGivers1764000000181,
  AddressedLettersFromTheRecord1764000000182,
];
