import type {
  TreatmentClass,
  TreatmentEvent,
  TreatmentPurpose,
  TreatmentVersionState,
} from '@shared-care/domain/treatments';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Each change, with what it was before. */
@Entity('patient_treatment_events')
export class PatientTreatmentEvent {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') entryId!: string;
  @Column('text') kind!: TreatmentEvent;
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('jsonb', { nullable: true }) was!: object | null;
  @Column('text', { nullable: true }) because!: string | null;
}

@Entity('patient_treatments')
export class PatientTreatment {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') treatmentId!: string;
  @Column('text', { default: () => "''::text" }) regimen!: string;
  @Column('text') purpose!: TreatmentPurpose;
  @Column('date', { nullable: true }) startedOn!: string | null;
  @Column('date', { nullable: true }) stoppedOn!: string | null;
  @Column('text') source!:
    | 'family'
    | 'clinic'
    | 'telephone'
    | 'letter'
    | 'laboratory'
    | 'local_hospital'
    | 'national_record'
    | 'import'
    | 'notice'
    | 'other';
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('treatment_versions')
export class TreatmentVersion {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') treatmentId!: string;
  @Column('int') versionNumber!: number;
  @Column('text', { default: 'draft' }) state!: TreatmentVersionState;
  @Column('text') name!: string;
  @Column('text') class!: TreatmentClass;
  @Column('text') emergencyWords!: string;
  @Column('text') tests!: string;
  @Column('text') careBeside!: string;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) careWith!: string[];
  @Column('boolean') redWhenBleeding!: boolean;
  @Column('int') monthsAfter!: number;
  @Column('uuid', { nullable: true }) writtenBy!: string | null;
  @Column('uuid', { array: true, default: () => "'{}'::uuid[]" }) authors!: string[];
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBecause!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('treatments')
export class Treatment {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
}
