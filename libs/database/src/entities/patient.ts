import type { MessagesChoice } from '@shared-care/domain/may-contact';
import type {
  AllergyState,
  CentralLine,
  Diagnosis,
  InhibitorState,
  NhsNumberStatus,
  Severity,
  Sex,
  SharedCareRole,
} from '@shared-care/domain/patient-facts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('patients')
export class Patient {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') familyName!: string;
  @Column('text') givenName!: string;
  @Column('text', { nullable: true }) preferredName!: string | null;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('date') birthDate!: string;
  @Column('text', { default: 'not_known' }) sex!: Sex;
  @Column('text', { nullable: true }) nhsNumber!: string | null;
  @Column('text') nhsNumberStatus!: NhsNumberStatus;
  @Column('text', { nullable: true }) hospitalNumber!: string | null;
  @Column('text') diagnosis!: Diagnosis;
  @Column('text', { default: 'not_graded' }) severity!: Severity;
  /** IU/dL, as the text of a decimal. */
  @Column('numeric', { nullable: true }) baselineLevel!: string | null;
  @Column('text', { default: 'not_tested' }) inhibitor!: InhibitorState;
  @Column('date', { nullable: true }) inhibitorOn!: string | null;
  @Column('text', { default: 'none' }) centralLine!: CentralLine;
  @Column('numeric', { nullable: true }) weightKg!: string | null;
  @Column('date', { nullable: true }) weighedOn!: string | null;
  @Column('text', { default: 'not_recorded' }) allergyState!: AllergyState;
  @Column('text', { nullable: true }) allergies!: string | null;
  @Column('date', { nullable: true }) diedOn!: string | null;
  /** Set: address, telephone and email leave the database for nobody. */
  @Column('timestamptz', { nullable: true }) restrictedAt!: Date | null;
  @Column('date', { nullable: true }) movedAwayOn!: string | null;
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
  @Column({ type: 'text', nullable: true, insert: false, update: false, select: false }) searchText!: string | null;
  @Column({ type: 'text', nullable: true, insert: false, update: false, select: false }) familyNameFolded!:
    string | null;
  @Column({ type: 'text', nullable: true, insert: false, update: false, select: false }) givenInitialFolded!:
    string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('int', { default: 1 }) version!: number;
  @Column('numeric', { nullable: true }) inhibitorTitre!: string | null;
  @Column('uuid', { nullable: true }) registeredBy!: string | null;
  @Column('text', { nullable: true }) registeredSource!: string | null;
  @Column('text', { nullable: true }) registeredWords!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
}

/** How a family is reached. The application may write it and reads it through `sec.contact_details()` alone. */
@Entity('contact_details')
export class ContactDetails {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('date', { nullable: true }) addressSince!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('timestamptz', { nullable: true }) emailBouncedAt!: Date | null;
  @Column('text', { default: 'not_asked' }) messages!: MessagesChoice;
  @Column('date', { nullable: true }) messagesOn!: string | null;
  @Column('uuid', { nullable: true }) messagesRecordedBy!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('shared_care_links')
export class SharedCareLink {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) linkConsultantId!: string | null;
  @Column('text') role!: SharedCareRole;
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz', { nullable: true }) validTo!: Date | null;
  @Column('text', { nullable: true }) confirmedBy!: string | null;
  @Column('date', { nullable: true }) confirmedOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { nullable: true, default: () => 'sec.now()' }) recordedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!:
    'next_link' | 'moved_away' | 'discharged' | 'adult_care' | 'died' | 'no_longer_needed' | null;
}
