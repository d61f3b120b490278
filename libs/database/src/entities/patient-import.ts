import type { ImportOutcome, PatientImportState } from '@shared-care/domain/patient-list';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the columns of lists with the same headings meant the last time. */
@Entity('patient_import_mappings')
export class PatientImportMapping {
  @PrimaryColumn('text') headingsKey!: string;
  @Column('jsonb') mapping!: object;
  @Column('jsonb') constants!: object;
  @Column('uuid') saidBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) saidAt!: Date;
}

@Entity('patient_import_names')
export class PatientImportName {
  @PrimaryColumn('text') kind!: 'hospital' | 'treatment';
  @PrimaryColumn('text') written!: string;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('uuid', { nullable: true }) treatmentId!: string | null;
  @Column('uuid') saidBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) saidAt!: Date;
}

@Entity('patient_import_rows')
export class PatientImportRow {
  @PrimaryColumn('uuid') importId!: string;
  @PrimaryColumn('int') line!: number;
  @Column('text', { nullable: true, array: true }) cells!: string[] | null;
  @Column('text', { default: 'unread' }) outcome!: ImportOutcome;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) told!: string[];
  @Column('text', { array: true, default: () => "'{}'::text[]" }) doubts!: string[];
  @Column('uuid', { array: true, default: () => "'{}'::uuid[]" }) similarIds!: string[];
  @Column('boolean', { default: false }) chosen!: boolean;
  @Column('uuid', { nullable: true }) patientId!: string | null;
  @Column('uuid', { nullable: true }) registeredAs!: string | null;
  @Column('jsonb', { nullable: true }) footprint!: object | null;
  @Column('int', { array: true, default: () => "'{}'::integer[]" }) similarLines!: number[];
  @Column('jsonb', { default: () => "'[]'::jsonb" }) unknownNames!: object;
}

@Entity('patient_imports')
export class PatientImport {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') fileName!: string;
  @Column('text') sha256!: string;
  @Column('text') kind!: 'csv' | 'xlsx';
  @Column('text', { array: true }) headings!: string[];
  @Column('text') headingsKey!: string;
  @Column('jsonb') mapping!: object;
  @Column('jsonb', { default: () => "'{}'::jsonb" }) constants!: object;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) notes!: string[];
  @Column('text', { default: 'columns' }) state!: PatientImportState;
  @Column('uuid') uploadedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) uploadedAt!: Date;
  @Column('timestamptz', { nullable: true }) checkedAt!: Date | null;
  @Column('uuid', { nullable: true }) startedBy!: string | null;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('uuid', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
