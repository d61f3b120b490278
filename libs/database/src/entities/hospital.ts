import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import type { CheckOutcome, CheckSource } from '@shared-care/domain/contact-health';
import type { CapabilityKind, ContactChangeKind, ContactChangeState } from '@shared-care/domain/hospital-profile';
import type { ContactPurpose, HoursBand } from '@shared-care/domain/where-and-whom';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('trusts')
export class Trust {
  @PrimaryColumn('text') odsCode!: string;
  @Column('text') name!: string;
  @Column('text') publishedName!: string;
  @Column('text', { default: () => "''::text" }) address!: string;
  @Column('text', { nullable: true }) town!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) openedOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) successorCodes!: string[];
  /** Field → day of the newest file that spoke of it. */
  @Column('jsonb', { default: () => "'{}'::jsonb" }) factDates!: Record<string, string>;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
}

@Entity('hospitals')
export class Hospital {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') odsCode!: string;
  @Column('text') name!: string;
  @Column('text') publishedName!: string;
  @Column('text', { nullable: true }) trustCode!: string | null;
  @Column('text', { default: 'other' }) networkRole!: 'hub' | 'shared_care' | 'other';
  @Column('text', { default: () => "''::text" }) address!: string;
  @Column('text', { nullable: true }) town!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) openedOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) successorCodes!: string[];
  /** Field → day of the newest file that spoke of it. */
  @Column('jsonb', { default: () => "'{}'::jsonb" }) factDates!: Record<string, string>;
  @Column({ type: 'text', nullable: true, insert: false, update: false, select: false }) searchText!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('hospital_units')
export class HospitalUnit {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') kind!: UnitKind;
  @Column('text') name!: string;
}

@Entity('hospital_contacts')
export class HospitalContact {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) unitId!: string | null;
  @Column('text') purpose!: ContactPurpose;
  @Column('text') label!: string;
  @Column('text') phone!: string;
  @Column('text', { nullable: true }) extension!: string | null;
  @Column('text', { nullable: true }) bleep!: string | null;
  @Column('text', { default: 'any' }) hours!: HoursBand;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('boolean', { default: false }) onPublicList!: boolean;
  @Column('date', { nullable: true }) verifiedOn!: string | null;
  @Column('uuid', { nullable: true }) verifiedBy!: string | null;
  @Column('int', { default: 1 }) version!: number;
  @Column('int', { default: 0 }) failedCalls!: number;
  @Column('date', { nullable: true }) lastReachedOn!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}

@Entity('contact_checks')
export class ContactCheck {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') contactId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('uuid', { nullable: true, default: () => 'sec.uid()' }) by!: string | null;
  @Column('text') outcome!: CheckOutcome;
  @Column('text') source!: CheckSource;
  @Column('text') number!: string;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('uuid', { nullable: true }) undoneBy!: string | null;
  @Column('uuid', { nullable: true }) liaisonEntryId!: string | null;
}

@Entity('contact_changes')
export class ContactChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('text') kind!: ContactChangeKind;
  @Column('int', { nullable: true }) seenVersion!: number | null;
  @Column('jsonb', { nullable: true }) was!: object | null;
  @Column('jsonb', { nullable: true }) becomes!: object | null;
  @Column('text') because!: string;
  @Column('uuid', { default: () => 'sec.uid()' }) proposedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) proposedAt!: Date;
  @Column('text', { default: 'waiting' }) state!: ContactChangeState;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decidedWords!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('hospital_capabilities')
export class HospitalCapability {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') kind!: CapabilityKind;
  @Column('text') words!: string;
  @Column('date') asOf!: string;
  @Column('uuid', { nullable: true, default: () => 'sec.uid()' }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('uuid', { nullable: true }) replacesId!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
}

@Entity('import_runs')
export class ImportRun {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') kind!: 'ods';
  @Column('text') file!: string;
  @Column('text', { default: 'finished' }) state!: 'running' | 'finished' | 'failed';
  @Column('float4', { default: 1 }) share!: number;
  @Column('uuid', { nullable: true }) startedBy!: string | null;
  @Column('date', { nullable: true }) asOf!: string | null;
  @Column('text', { default: 'nothing' }) asOfBy!: 'said' | 'file_name' | 'newest_date' | 'nothing';
  @Column('boolean', { default: false }) undoNewer!: boolean;
  @Column('jsonb') counts!: object;
  @Column('jsonb') lines!: object[];
  @Column('timestamptz', { default: () => 'sec.now()' }) finishedAt!: Date;
  @Column('timestamptz', { default: () => 'sec.now()' }) startedAt!: Date;
  @Column('timestamptz', { default: () => 'sec.now()' }) seenAt!: Date;
  @Column('text', { nullable: true }) trouble!: string | null;
}

@Entity('link_consultants')
export class LinkConsultant {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('uuid') hospitalId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) phoneVerifiedOn!: string | null;
  @Column('date') fromOn!: string;
  /** The last day, all of it included, London time. */
  @Column('date', { nullable: true }) toOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

/** One consultant answers for the links of another, from the first instant up to the last, which no longer counts. */
@Entity('consultant_covers')
export class ConsultantCover {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') absentId!: string;
  @Column('uuid') coveringId!: string;
  @Column('timestamptz') coversFrom!: Date;
  @Column('timestamptz') coversTo!: Date;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

/** Every line of a report that is not "unchanged". */
@Entity('import_run_lines')
export class ImportRunLine {
  @PrimaryColumn('uuid') runId!: string;
  @PrimaryColumn('int') place!: number;
  @Column('int') line!: number;
  @Column('text') outcome!: 'added' | 'changed' | 'closed' | 'older' | 'rejected';
  @Column('text', { nullable: true }) odsCode!: string | null;
  @Column('text') what!: string;
}
