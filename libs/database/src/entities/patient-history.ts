import type { MergeState } from '@shared-care/domain/patient-merge';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('patient_changes')
export class PatientChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') writtenFor!: string;
  @Column('text') fact!:
    | 'name'
    | 'birth_date'
    | 'sex'
    | 'nhs_number'
    | 'hospital_number'
    | 'diagnosis'
    | 'severity'
    | 'baseline_level'
    | 'central_line'
    | 'allergies';
  @Column('jsonb', { nullable: true }) was!: object | null;
  @Column('jsonb') becomes!: object;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('text') source!: string;
  @Column('text', { nullable: true }) words!: string | null;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
}

@Entity('patient_merges')
export class PatientMerge {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') loserId!: string;
  @Column('uuid') survivorId!: string;
  @Column('text', { default: 'proposed' }) state!: MergeState;
  @Column('text') because!: string;
  @Column('uuid') proposedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) proposedAt!: Date;
  @Column('uuid', { nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('jsonb', { nullable: true }) snapshot!: object | null;
  @Column('jsonb', { nullable: true }) outcome!: object | null;
  @Column('jsonb', { nullable: true }) undoOutcome!: object | null;
  @Column('uuid', { nullable: true }) declinedBy!: string | null;
  @Column('timestamptz', { nullable: true }) declinedAt!: Date | null;
  @Column('text', { nullable: true }) declinedBecause!: string | null;
  @Column('uuid', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('text', { nullable: true }) undoneBecause!: string | null;
  @Column('int', { default: 1 }) version!: number;
}
