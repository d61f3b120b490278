import type {
  GivenAt,
  Giver,
  Interpreter,
  LivesWith,
  OrganisationKind,
  ParentalResponsibility,
  PlaceRole,
  Relationship,
  RingAtNight,
} from '@shared-care/domain/family';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the child speaks, and how to speak to them. */
@Entity('family_communication')
export class FamilyCommunication {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('text') interpreter!: Interpreter;
  @Column('text', { nullable: true }) needs!: string | null;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('family_people')
export class FamilyPerson {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') name!: string;
  @Column('text') relationship!: Relationship;
  @Column('text', { nullable: true }) relationshipWords!: string | null;
  @Column('text') parentalResponsibility!: ParentalResponsibility;
  @Column('text') livesWith!: LivesWith;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) otherPhone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('boolean') sameAddress!: boolean;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('text') interpreter!: Interpreter;
  @Column('text') ringAtNight!: RingAtNight;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('text', { nullable: true }) endedBecause!: string | null;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
  @Column('timestamptz', { nullable: true }) emailBouncedAt!: Date | null;
}

/** About no child: many go to the same practice. */
@Entity('organisations')
export class Organisation {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') kind!: OrganisationKind;
  @Column('text', { nullable: true }) odsCode!: string | null;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('patient_places')
export class PatientPlace {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') role!: PlaceRole;
  @Column('uuid') organisationId!: string;
  @Column('date', { nullable: true }) fromOn!: string | null;
  @Column('date', { nullable: true }) untilOn!: string | null;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

/** On which days a treatment is due: every so many days from a first, or days of the week. Neither: it has none. */
@Entity('treatment_dose_days')
export class TreatmentDoseDays {
  @PrimaryColumn('uuid') entryId!: string;
  @Column('uuid') patientId!: string;
  @Column('date', { nullable: true }) firstOn!: string | null;
  @Column('int', { nullable: true }) everyDays!: number | null;
  @Column('int', { array: true, default: () => "'{}'::integer[]" }) weekdays!: number[];
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('treatment_givers')
export class TreatmentGiver {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') entryId!: string;
  @Column('text') giver!: Giver;
  @Column('uuid', { nullable: true }) organisationId!: string | null;
  @Column('uuid', { nullable: true }) personId!: string | null;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('text') givenAt!: GivenAt;
  @Column('date', { nullable: true }) agreedOn!: string | null;
  @Column('date') fromOn!: string;
  @Column('date', { nullable: true }) untilOn!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
