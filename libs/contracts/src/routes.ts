/**
 * Every route the dashboard calls. `:id` stands for a UUID. Nothing that identifies a child is ever part of a path or
 * query.
 *
 * POST   /api/session                         SignIn               → SignInAnswer
 * POST   /api/session/enrolment               BeginEnrolment       → Enrolment
 * POST   /api/session/code                    TypedCode            → SessionInfo, with RecoveryCodes after enrolment
 * POST   /api/session/passkey/begin                                → options of the Web Authentication API
 * POST   /api/session/passkey                 ShownPasskey         → SessionInfo
 * GET    /api/session                                              → SessionInfo
 * DELETE /api/session                                              → 204
 * GET    /api/sessions                                             → SessionSummary[]
 * DELETE /api/sessions/:id                                         → 204
 * GET    /api/account                                              → AccountSafety
 * POST   /api/account/authenticator-app       OwnPassword          → Enrolment
 * POST   /api/account/authenticator-app/confirm TypedCode          → RecoveryCodes
 * POST   /api/account/recovery-codes          OwnPassword          → RecoveryCodes
 * POST   /api/account/passkeys/begin          OwnPassword          → options of the Web Authentication API
 * POST   /api/account/passkeys                NewPasskey           → AccountSafety, with RecoveryCodes the first time
 * POST   /api/account/passkeys/:id/remove     OwnPassword          → AccountSafety
 * POST   /api/account/password                ChangePassword       → 204
 * GET    /api/sign-in-page                                         → SignInPage (public)
 * GET    /api/live                                                 → LiveEvent stream
 * POST   /api/patients/search                 PatientSearch        → PatientSearchAnswer
 * GET    /api/patients                        ListPatients         → PatientList
 * POST   /api/patients/similar                SimilarQuery         → SimilarPatients
 * POST   /api/patients                        RegisterPatient      → RegisteredPatient (201)
 * POST   /api/patients/:id/strike-out         StrikeOut            → { patientId }
 * GET    /api/patients/:id                                         → PatientPage
 * GET    /api/ods-imports                                          → OdsImports
 * PUT    /api/ods-imports/:id                 bytes, ?asOf=&undoNewer= → OdsImport (202)
 * GET    /api/ods-imports/:id                                      → OdsImport
 * GET    /api/ods-imports/:id/lines           ?outcome=&page=      → OdsLines
 * GET    /api/patient-imports                                      → PatientImports
 * PUT    /api/patient-imports/:id             bytes of a file      → PatientImportPage
 * GET    /api/patient-imports/:id                                  → PatientImportPage
 * GET    /api/patient-imports/:id/rows        ?outcome=&page=      → ImportRows
 * GET    /api/patient-imports/:id/report                           → CSV
 * POST   /api/patient-imports/:id/columns     SayColumns           → PatientImportPage
 * POST   /api/patient-imports/:id/names       SayNames             → PatientImportPage
 * POST   /api/patient-imports/:id/bring-in    BringIn              → PatientImportPage
 * POST   /api/patient-imports/:id/go-on                            → PatientImportPage
 * POST   /api/patient-imports/:id/undo        SeenImport           → PatientImportPage
 * POST   /api/patient-imports/:id/put-away    SeenImport           → PatientImportPage
 * GET    /api/patients/:id/facts                                   → PatientFacts
 * POST   /api/patients/:id/facts              ChangeFacts          → PatientFacts
 * POST   /api/patients/:id/weights            AddWeight            → PatientFacts
 * POST   /api/patients/:id/inhibitor-results  AddInhibitorResult   → PatientFacts
 * POST   /api/fact-entries/:id/strike-out     StrikeOut            → PatientFacts
 * GET    /api/merges                                               → MergeBoard
 * POST   /api/merges/preview                  TwoRecords           → MergePreview
 * POST   /api/merges                          ProposeMerge         → MergeDetail (201)
 * GET    /api/merges/:id                                           → MergeDetail
 * POST   /api/merges/:id/confirm              ConfirmMerge         → MergeDetail
 * POST   /api/merges/:id/decline              EndMerge             → MergeDetail
 * POST   /api/merges/:id/undo                 EndMerge             → MergeDetail
 * GET    /api/patients/:id/emergency-card                          → EmergencyCard
 * GET    /api/patients/:id/emergency-plans                         → PlanInHistory[]
 * GET    /api/emergency-plans                                      → PlanBoard
 * POST   /api/emergency-plans                 BeginPlan            → EmergencyPlan
 * GET    /api/emergency-plans/:id                                  → EmergencyPlan
 * POST   /api/emergency-plans/:id/text        SavePlan             → EmergencyPlan
 * POST   /api/emergency-plans/:id/discard     PlanVersion          → EmergencyPlan
 * POST   /api/emergency-plans/:id/return      PlanReason           → EmergencyPlan
 * POST   /api/emergency-plans/:id/approve     PlanVersion          → EmergencyPlan
 * POST   /api/emergency-plans/:id/withdraw    PlanReason           → EmergencyPlan
 * GET    /api/treatments                                           → TreatmentList
 * POST   /api/treatments                      AddTreatment         → TreatmentDetail
 * GET    /api/treatments/:id                                       → TreatmentDetail
 * POST   /api/treatment-words                 BeginTreatmentWords  → TreatmentDetail
 * POST   /api/treatment-words/:id             SaveTreatmentWords   → TreatmentDetail
 * POST   /api/treatment-words/:id/discard     TreatmentVersion     → TreatmentDetail
 * POST   /api/treatment-words/:id/approve     TreatmentVersion     → TreatmentDetail
 * POST   /api/treatment-words/:id/withdraw    WithdrawTreatmentWords → TreatmentDetail
 * GET    /api/patients/:id/treatments                              → PatientTreatments
 * POST   /api/patients/:id/treatments         RecordTreatment      → PatientTreatments
 * POST   /api/patient-treatments/:id          ChangeTreatment      → PatientTreatments
 * POST   /api/patient-treatments/:id/strike-out StrikeOutTreatment → PatientTreatments
 * POST   /api/patient-treatments/:id/restore  RestoreTreatment     → PatientTreatments
 * GET    /api/patients/:id/open-access                             → PatientOpenAccess
 * POST   /api/patients/:id/open-access        StartArrangement     → ArrangementDetail
 * GET    /api/open-access?hospitalId=&month=  BoardQuery           → ReviewBoard
 * GET    /api/open-access/to-agree                                 → ArrangementsToAgree
 * GET    /api/open-access/:id                                      → ArrangementDetail
 * POST   /api/open-access/:id/save            SaveArrangement      → ArrangementDetail
 * POST   /api/open-access/:id/send            ArrangementVersionSeen → ArrangementDetail
 * POST   /api/open-access/:id/discard         ArrangementVersionSeen → ArrangementDetail
 * POST   /api/open-access/:id/agree           ArrangementVersionSeen → ArrangementDetail
 * POST   /api/open-access/:id/record-agreement RecordAgreement     → ArrangementDetail
 * POST   /api/open-access/:id/send-back       SendBackArrangement  → ArrangementDetail
 * POST   /api/open-access/:id/confirm         ConfirmArrangement   → ArrangementDetail
 * POST   /api/open-access/:id/chase           ChaseArrangement     → ArrangementDetail
 * POST   /api/open-access/:id/renew-unchanged ArrangementVersionSeen → ArrangementDetail
 * POST   /api/open-access/:id/suspend         SuspendArrangement   → ArrangementDetail
 * POST   /api/open-access/:id/resume          ResumeArrangement    → ArrangementDetail
 * POST   /api/open-access/:id/withdraw        WithdrawArrangement  → ArrangementDetail
 * GET    /api/emergency-advice                                     → EmergencyAdvice
 * GET    /api/letters/check/:code                                  → CheckedCode (public)
 * GET    /api/patients/:id/letters                                 → LetterInList[]
 * POST   /api/letters                         IssueLetter          → Letter (201)
 * GET    /api/letters/:id                                          → Letter
 * GET    /api/letters/:id/pdf                                      → application/pdf
 * POST   /api/letters/:id/withdraw            WithdrawLetter       → Letter
 * GET    /api/letter-templates                                     → LetterTemplate[]
 * POST   /api/letter-templates                BeginTemplate        → LetterTemplate[]
 * POST   /api/letter-templates/:id/text       SaveTemplate         → LetterTemplate[]
 * POST   /api/letter-templates/:id/approve    TemplateVersion      → LetterTemplate[]
 * GET    /api/letter-batches                                       → LetterBatch[]
 * POST   /api/letter-batches                  AskBatch             → LetterBatchDetail (201)
 * GET    /api/letter-batches/:id                                   → LetterBatchDetail
 * POST   /api/letter-batches/:id/cancel       CancelBatch          → LetterBatchDetail
 * GET    /api/letter-batches/:id/pdf                               → application/pdf
 * GET    /api/hospitals?search=               HospitalSearch       → FoundHospitals
 * GET    /api/hospitals/directory                                  → HospitalDirectory
 * GET    /api/hospitals/published?search=     HospitalSearch       → PublishedHospitals
 * GET    /api/hospitals/contact-sheet                              → ContactSheet
 * GET    /api/hospitals/:id                                        → HospitalPage
 * GET    /api/hospitals/:id/pack                                   → PrintPack
 * GET    /api/hospitals/:id/network                                → HospitalNetwork
 * POST   /api/hospitals/:id/network           SetNetworkRole       → HospitalPage
 * POST   /api/hospitals/:id/units             AddUnit              → HospitalPage
 * POST   /api/hospitals/:id/capabilities      RecordCapability     → HospitalPage
 * POST   /api/capabilities/:id/end            EndCapability        → HospitalPage
 * POST   /api/closure-reviews/:id/decide      DecideClosure        → ClosureReview
 * POST   /api/hospitals/:id/contacts          ProposeContact       → HospitalPage
 * POST   /api/contacts/:id/changes            ProposeContactChange → HospitalPage
 * POST   /api/contact-changes/:id/confirm     ConfirmContactChange → HospitalPage
 * POST   /api/contact-changes/:id/withdraw    WithdrawContactChange → HospitalPage
 * GET    /api/contacts/to-verify                                   → VerificationRound
 * GET    /api/contacts/:id/history                                 → ContactHistoryLine[]
 * POST   /api/contacts/:id/checks             CheckContact         → CheckedContact
 * POST   /api/contacts/:id/owner              OwnStaleNumber       → ListedContact
 * POST   /api/contact-checks/:id/undo         UndoCheck            → CheckedContact
 * GET    /api/public/contacts                                      → PublicContacts (public)
 * GET    /api/public/contacts/page                                 → the same as a piece of HTML (public)
 * GET    /api/admin-home                                           → AdminHome
 * GET    /api/readiness                                            → UnitReadiness
 * GET    /api/unit                                                 → UnitPage
 * POST   /api/unit/changes                    ProposeUnitChange    → UnitPage
 * POST   /api/unit-changes/:id/decide         DecideUnitChange     → UnitPage
 * POST   /api/unit/test-mail                  SendTestMail         → UnitPage
 * POST   /api/unit/test-mail/arrived          TestMailArrived      → UnitPage
 * POST   /api/attendances/preview             PreviewAttendance    → AttendancePreview
 * POST   /api/attendances                     LogAttendance        → LoggedAttendance (201)
 * POST   /api/attendances/:id/match           MatchAttendance      → AlertDetail
 * POST   /api/attendances/:id/unmatch         UndoMatch            → AlertDetail
 * POST   /api/attendances/:id/facts           CorrectFacts         → AlertDetail
 * POST   /api/attendances/:id/first-treatment RecordFirstTreatment → AlertDetail
 * POST   /api/attendances/:id/move            MoveAttendance       → AlertDetail
 * POST   /api/attendances/:id/correct         CorrectAttendance    → AlertDetail
 * POST   /api/corrections/:id/answer          AnswerCorrection     → AlertDetail
 * GET    /api/attendance-drafts                                    → AttendanceDraftSummary[]
 * POST   /api/attendance-drafts               SaveAttendanceDraft  → { savedAt }
 * DELETE /api/attendance-drafts/:id                                → 204
 * GET    /api/alerts?view=                    AlertQueueQuery      → AlertQueue
 * GET    /api/alerts/:id                                           → AlertDetail
 * POST   /api/alerts/:id/acknowledge          AlertVersion         → AlertDetail
 * POST   /api/alerts/:id/hand-back            AlertVersion         → AlertDetail
 * POST   /api/alerts/:id/liaison-entries      AddLiaisonEntry      → AlertDetail (201)
 * POST   /api/liaison-entries/:id/strike-out  StrikeOutLiaisonEntry → AlertDetail
 * POST   /api/alerts/:id/checklist            AnswerChecklistItem  → AlertDetail
 * POST   /api/alerts/:id/await                AwaitAlert           → AlertDetail
 * POST   /api/alerts/:id/resume               AlertVersion         → AlertDetail
 * POST   /api/alerts/:id/close                CloseAlert           → AlertDetail
 * POST   /api/alerts/:id/reopen               ReopenAlert          → AlertDetail
 * GET    /api/requests?view=&type=&hospital=  RequestQuery         → RequestList
 * POST   /api/requests                        OpenRequest          → RequestDetail (201)
 * POST   /api/requests/step                   StepRequests         → SteppedRequests
 * GET    /api/requests/:id                                         → RequestDetail
 * POST   /api/requests/:id/step               StepRequest          → RequestDetail
 * POST   /api/requests/:id/take               RequestVersion       → RequestDetail
 * POST   /api/requests/:id/give-back          RequestVersion       → RequestDetail
 * POST   /api/requests/:id/wait               WaitRequest          → RequestDetail
 * POST   /api/requests/:id/resume             RequestVersion       → RequestDetail
 * POST   /api/requests/:id/change             ChangeRequest        → RequestDetail
 * POST   /api/requests/:id/notes              NoteRequest          → RequestDetail (201)
 * POST   /api/requests/:id/undo               RequestVersion       → RequestDetail
 * GET    /api/home-therapy                                         → HomeTherapyList
 * GET    /api/patients/:id/home-therapy                            → HomeTherapyDetail
 * POST   /api/patients/:id/home-therapy       ChangeHomeTherapy    → HomeTherapyDetail
 * POST   /api/patients/:id/haemtrack-periods  RecordHaemtrackPeriod → HomeTherapyDetail
 * POST   /api/patients/:id/diary-bleeds       RecordDiaryBleed     → HomeTherapyDetail
 * POST   /api/home-deliveries/:id/settle      SettleDelivery       → HomeTherapyDetail
 * POST   /api/lone-bleeds/settle              SettleBleed          → HomeTherapyList
 * POST   /api/haemtrack-imports/check         HaemtrackFile        → HaemtrackImport
 * POST   /api/haemtrack-imports               HaemtrackFile        → HaemtrackImport
 * GET    /api/transitions                                          → TransitionList
 * GET    /api/patients/:id/transition                              → TransitionDetail
 * POST   /api/patients/:id/transition         ChangeTransition     → TransitionDetail
 * POST   /api/patients/:id/transition/answers AnswerTransitionItem → TransitionDetail
 * GET    /api/patients/:id/contact-details                         → ContactDetails
 * POST   /api/patients/:id/contact-details    ChangeContactDetails → ContactDetails
 * GET    /api/patients/:id/family                                  → Family
 * GET    /api/patients/:id/family/history                          → FamilyHistory
 * POST   /api/patients/:id/family/people      SavePerson           → Family
 * POST   /api/patients/:id/family/communication SaveCommunication  → Family
 * POST   /api/patients/:id/family/places      SavePlace            → Family
 * POST   /api/patients/:id/family/givers      SaveGiver            → Family
 * POST   /api/patients/:id/family/dose-days   SaveDoseDays         → Family
 * POST   /api/organisations/search            SearchOrganisations  → OrganisationMatches
 * POST   /api/organisations                   SaveOrganisation     → Organisation
 * POST   /api/patients/:id/family/strike-out  StrikeOutEntry       → Family
 * POST   /api/patients/:id/family/restore     RestoreEntry         → Family
 *
 * GET    /api/notices                                              → NoticeList
 * GET    /api/patients/:id/notices                                 → PatientNotices
 * POST   /api/patients/:id/notices            WriteNotice          → PatientNotices
 * POST   /api/notices/:id/dismiss             DismissNotice        → 204
 * POST   /api/notices/:id/show                ShowNotice           → 204
 * POST   /api/notices/:id/end                 EndNotice            → 204
 *
 * GET    /api/reminders                                            → ReminderList
 * POST   /api/reminders/preview               PreviewRule          → ReminderPreview
 * POST   /api/reminders/switch                SwitchRule           → ReminderList
 * POST   /api/reminders/digest/seen           SeeDigest            → 204
 * GET    /api/patients/:id/care-reviews                            → CareReviews
 * POST   /api/patients/:id/dental-care        ChangeDentalCare     → CareReviews
 * POST   /api/patients/:id/vaccination-advice RecordVaccinationAdvice → CareReviews
 * GET    /api/surveys                                              → SurveyList
 * POST   /api/surveys                         MakeSurvey           → Survey (201)
 * GET    /api/surveys/:id                                          → Survey
 * POST   /api/surveys/:id/change              ChangeSurvey         → Survey
 * GET    /api/surveys/:id/audience                                 → SurveyAudience
 * POST   /api/surveys/:id/send                SendSurvey           → Survey
 * GET    /api/surveys/:id/families                                 → SurveyFamilies
 * POST   /api/surveys/:id/answers             MarkAnswer           → SurveyFamilies
 * POST   /api/surveys/:id/remind              SurveyVersion        → Survey
 * POST   /api/surveys/:id/stop                SurveyVersion        → Survey
 * POST   /api/surveys/:id/retry               SurveyVersion        → Survey
 * POST   /api/surveys/:id/close               SurveyVersion        → Survey
 * GET    /api/missing-addresses                                    → MissingAddresses
 * GET    /api/patients/:id/surveys                                 → PatientSurveys
 * POST   /api/patients/:id/participation      ChangeParticipation  → PatientSurveys
 * GET    /api/patients/:id/requests                                → RequestsOfPatient
 * GET    /api/deliveries/trouble                                 → DeliveryTrouble
 * POST   /api/deliveries/shown                ShownAlerts          → 204
 * POST   /api/deliveries/:id/call             CallMade             → DeliveryTrouble
 * GET    /api/demo-mail                                            → CaughtMail[] (demo only)
 * GET    /health/live                                              → 200 while the process turns (public)
 * GET    /health/ready                                             → Readiness, 200 or 503 (public)
 * GET    /health/heartbeat                                         → Heartbeat, 200 or 503 (public)
 * POST   /api/alerts/:id/offer                OfferAlert           → AlertDetail
 * POST   /api/alerts/:id/take-back-offer      AlertVersion         → AlertDetail
 * POST   /api/alerts/:id/answer-offer         AnswerOffer          → AlertDetail
 * POST   /api/alerts/:id/raise-tier           RaiseTier            → AlertDetail
 * POST   /api/alerts/:id/lower-tier           LowerTier            → AlertDetail
 * GET    /api/handover                                             → HandoverView
 * GET    /api/handover/colleagues                                  → Colleague[]
 * POST   /api/handover/offers                 OfferAlerts          → OfferedAlerts
 * POST   /api/handover/overnight-calls        AnswerOvernightCalls → HandoverView
 * GET    /api/insights/alert-load                                  → AlertLoad
 * POST   /api/break-glass                     BreakGlass           → BreakGlassAnswer
 * GET    /api/break-glass/reviews                                  → BreakGlassReviews
 * GET    /api/break-glass/:id                                      → EmergencyView
 * POST   /api/break-glass/:id/review          ReviewBreakGlass     → BreakGlassReviews
 * GET    /api/link-consultants                                    → LinkConsultantList
 * POST   /api/link-consultants                AddLinkConsultant    → LinkConsultantList (201)
 * POST   /api/link-consultants/:id/leaving-date SetLeavingDate     → LinkConsultantList
 * POST   /api/link-consultants/:id/covers     ArrangeCover         → LinkConsultantList (201)
 * POST   /api/covers/:id/end                  EndCover             → LinkConsultantList
 * GET    /api/link-consultants/:id/moves                           → LeavingMoves
 * POST   /api/link-consultants/:id/moves      AcceptMoves          → LeavingMoves
 * POST   /api/link-consultants/:id/exceptions LeaveWithoutSuccessor → LeavingMoves
 * POST   /api/link-changes/:id/undo           UndoLinkChange       → UndoneLinkChanges
 * GET    /api/care-gaps                                            → CareGaps
 * POST   /api/closure-moves/owner             OwnClosureMove       → CareGaps
 * GET    /api/my-patients                                        → MyPatients
 * GET    /api/my-patients/contacts                               → ContactSheet
 * POST   /api/my-patients/alerts/:id/comments CommentOnAlert       → MyPatients (201)
 * POST   /api/patients/:id/corrections        SuggestCorrection    → { id } (201)
 * GET    /api/record-corrections/count                            → CorrectionCount
 * GET    /api/record-corrections                                   → CorrectionList
 * POST   /api/record-corrections/:id/decide  DecideCorrection     → CorrectionList
 * GET    /api/patients/:id/shared-care                             → SharedCare
 * POST   /api/patients/:id/links              AddLink              → SharedCare (201)
 * POST   /api/patients/:id/move               MoveHospital         → SharedCare
 * POST   /api/links/:id/end                   EndLink              → SharedCare
 * POST   /api/links/:id/consultant            ChangeLinkConsultant → SharedCare
 * POST   /api/links/:id/confirm               ConfirmLink          → SharedCare
 * GET    /api/users                                                → UserList
 * POST   /api/users/:id/disable               SeenVersion          → UserList
 * POST   /api/users/:id/enable                SeenVersion          → UserList
 * POST   /api/users/:id/end-sessions          SeenVersion          → UserList
 * POST   /api/users/:id/unlock               SeenVersion          → UserList
 * POST   /api/users/:id/identities            AttachIdentity       → UserList
 * POST   /api/users/:id/role-changes          AskRoleChange        → UserList
 * POST   /api/role-changes/:id/approve        SeenVersion          → UserList
 * POST   /api/role-changes/:id/refuse         SeenVersion          → UserList
 * POST   /api/invitations                     InviteUser           → SentInvitation
 * GET    /api/settings                                            → SettingsPage
 * POST   /api/settings/changes                ProposeSetting       → SettingsPage
 * POST   /api/settings/changes/:id/decide     DecideSetting        → SettingsPage
 * POST   /api/settings/bank-holidays/check    HolidayFile          → HolidayChanges
 * POST   /api/settings/bank-holidays          ProposeHolidays      → SettingsPage
 * GET    /api/recoveries                                          → RecoveryList
 * POST   /api/users/:id/recoveries            StartRecovery        → RecoveryList
 * POST   /api/recoveries/:id/confirm          ConfirmRecovery      → RecoveryList
 * POST   /api/recoveries/:id/end              SeenVersion          → RecoveryList
 * POST   /api/recoveries/:id/send-again       SeenVersion          → RecoveryList
 * POST   /api/recoveries/ask                  AskRecovery          → AskedRecovery (public)
 * POST   /api/recoveries/look                 RecoveryToken        → RecoveryStep (public)
 * POST   /api/recoveries/prove                RecoveryToken        → RecoveryStep (public)
 * POST   /api/recoveries/complete             CompleteRecovery     → CompletedRecovery (public)
 * GET    /api/oidc/start                                            → 303 to the sign-in service (public)
 * GET    /api/oidc/callback                                         → 303 to the dashboard (public)
 * POST   /api/invitations/accept              AcceptInvitation     → AcceptedInvitation (public)
 * GET    /api/audit/patients/:id?since=&until=&before=   AuditQuery  → AuditPage
 * GET    /api/audit/patients/:id/export?since=&until=    AuditQuery  → text/csv
 * GET    /api/audit/users/:id?kind=&since=&until=&before=     UserAuditQuery  → AuditPage
 * GET    /api/audit/users/:id/export?kind=&since=&until=      UserAuditQuery  → text/csv
 * GET    /api/audit/unusual?kind=&userId=&since=&until=&before=  UnusualQuery  → UnusualPage
 * GET    /api/audit/unusual/export?kind=&userId=&since=&until=   UnusualQuery  → text/csv
 * GET    /api/rota?date=                      RotaWeekQuery        → RotaWeek
 * GET    /api/rota/on-now                                          → OnNow
 * GET    /api/rota/told?at=&tier=             ToldQuery            → Told
 * GET    /api/rota/patterns                                        → RotaPatterns
 * GET    /api/rota/bank-holidays                                   → BankHolidays
 * POST   /api/rota/changes                    RecordRotaChange     → RecordedRotaChange
 * POST   /api/rota/changes/:id/withdraw       SeenVersion          → RecordedRotaChange
 * POST   /api/rota/changes/:id/restore        SeenVersion          → RecordedRotaChange
 * POST   /api/rota/patterns                   SaveRotaPattern      → RotaPatterns
 * POST   /api/rota/patterns/:id/withdraw      SeenVersion          → RotaPatterns
 * POST   /api/rota/numbers                    SaveDutyNumber       → RotaPatterns
 */
export const API = '/api';
/**
 * On every write: the value of the cookie {@link WRITE_TOKEN_COOKIE} (over https its name begins with `__Host-`), which a
 * page of another site cannot read.
 */
export const WRITE_TOKEN_HEADER = 'X-Write-Token';
export const WRITE_TOKEN_COOKIE = 'shared-care-write';
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** Sent with requests that a screen makes by itself while nobody touches it: they do not keep a session alive. */
export const UNATTENDED_HEADER = 'X-Unattended';
/**
 * Sent when an open screen fetches again what it shows already. The audit log then says `refresh` and not `read`, if the
 * same session did read it before.
 */
export const REFRESH_HEADER = 'X-Refresh';
