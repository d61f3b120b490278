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
  @PrimaryColumn('uuid') id!: string;
  @Column('text') familyName!: string;
  @Column('text') givenName!: string;
  @Column('text', { nullable: true }) preferredName!: string | null;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('date') birthDate!: string;
  @Column('text') sex!: Sex;
  @Column('text', { nullable: true }) nhsNumber!: string | null;
  @Column('text') nhsNumberStatus!: NhsNumberStatus;
  @Column('text', { nullable: true }) hospitalNumber!: string | null;
  @Column('text') diagnosis!: Diagnosis;
  @Column('text') severity!: Severity;
  /** IU/dL, as the text of a decimal. */
  @Column('numeric', { nullable: true }) baselineLevel!: string | null;
  @Column('text') inhibitor!: InhibitorState;
  @Column('date', { nullable: true }) inhibitorOn!: string | null;
  @Column('text') centralLine!: CentralLine;
  @Column('numeric', { nullable: true }) weightKg!: string | null;
  @Column('date', { nullable: true }) weighedOn!: string | null;
  @Column('text') allergyState!: AllergyState;
  @Column('text', { nullable: true }) allergies!: string | null;
  @Column('date', { nullable: true }) diedOn!: string | null;
  /** Set: address, telephone and email leave the database for nobody. */
  @Column('timestamptz', { nullable: true }) restrictedAt!: Date | null;
  @Column('date', { nullable: true }) movedAwayOn!: string | null;
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
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
  @Column('text') messages!: MessagesChoice;
  @Column('date', { nullable: true }) messagesOn!: string | null;
}

@Entity('shared_care_links')
export class SharedCareLink {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) linkConsultantId!: string | null;
  @Column('text') role!: SharedCareRole;
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz', { nullable: true }) validTo!: Date | null;
  @Column('text', { nullable: true }) confirmedBy!: string | null;
  @Column('date', { nullable: true }) confirmedOn!: string | null;
}
