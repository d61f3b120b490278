import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import type { CheckOutcome, CheckSource } from '@shared-care/domain/contact-health';
import type { CapabilityKind, ContactChangeKind } from '@shared-care/domain/hospital-profile';
import type { ContactPurpose, HoursBand } from '@shared-care/domain/where-and-whom';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('trusts')
export class Trust {
  @PrimaryColumn('text') odsCode!: string;
  @Column('text') name!: string;
  @Column('text') publishedName!: string;
  @Column('text') address!: string;
  @Column('text', { nullable: true }) town!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) openedOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { array: true }) successorCodes!: string[];
  /** Field → day of the newest file that spoke of it. */
  @Column('jsonb') factDates!: Record<string, string>;
}

@Entity('hospitals')
export class Hospital {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') odsCode!: string;
  @Column('text') name!: string;
  @Column('text') publishedName!: string;
  @Column('text', { nullable: true }) trustCode!: string | null;
  @Column('text') networkRole!: 'hub' | 'shared_care' | 'other';
  @Column('text') address!: string;
  @Column('text', { nullable: true }) town!: string | null;
  @Column('text', { nullable: true }) postcode!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) openedOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { array: true }) successorCodes!: string[];
  /** Field → day of the newest file that spoke of it. */
  @Column('jsonb') factDates!: Record<string, string>;
}

@Entity('hospital_units')
export class HospitalUnit {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') kind!: UnitKind;
  @Column('text') name!: string;
}

@Entity('hospital_contacts')
export class HospitalContact {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) unitId!: string | null;
  @Column('text') purpose!: ContactPurpose;
  @Column('text') label!: string;
  @Column('text') phone!: string;
  @Column('text', { nullable: true }) extension!: string | null;
  @Column('text', { nullable: true }) bleep!: string | null;
  @Column('text') hours!: HoursBand;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('boolean') onPublicList!: boolean;
  @Column('date', { nullable: true }) verifiedOn!: string | null;
  @Column('uuid', { nullable: true }) verifiedBy!: string | null;
}

@Entity('contact_checks')
export class ContactCheck {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contactId!: string;
  @Column('timestamptz') at!: Date;
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('text') outcome!: CheckOutcome;
  @Column('text') source!: CheckSource;
  @Column('text') number!: string;
}

@Entity('contact_changes')
export class ContactChange {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('text') kind!: ContactChangeKind;
  @Column('int', { nullable: true }) seenVersion!: number | null;
  @Column('jsonb', { nullable: true }) was!: object | null;
  @Column('jsonb', { nullable: true }) becomes!: object | null;
  @Column('text') because!: string;
  @Column('uuid') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
}

@Entity('hospital_capabilities')
export class HospitalCapability {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') kind!: CapabilityKind;
  @Column('text') words!: string;
  @Column('date') asOf!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
}

@Entity('import_runs')
export class ImportRun {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: 'ods';
  @Column('text') file!: string;
  @Column('text') state!: 'running' | 'finished' | 'failed';
  @Column('float4') share!: number;
  @Column('uuid', { nullable: true }) startedBy!: string | null;
  @Column('date', { nullable: true }) asOf!: string | null;
  @Column('text') asOfBy!: 'said' | 'file_name' | 'newest_date' | 'nothing';
  @Column('boolean') undoNewer!: boolean;
  @Column('jsonb') counts!: object;
  @Column('jsonb') lines!: object[];
}

@Entity('link_consultants')
export class LinkConsultant {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('uuid') hospitalId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) phoneVerifiedOn!: string | null;
  @Column('date') fromOn!: string;
  /** The last day, all of it included, London time. */
  @Column('date', { nullable: true }) toOn!: string | null;
  @Column('int') version!: number;
}

/** One consultant answers for the links of another, from the first instant up to the last, which no longer counts. */
@Entity('consultant_covers')
export class ConsultantCover {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') absentId!: string;
  @Column('uuid') coveringId!: string;
  @Column('timestamptz') coversFrom!: Date;
  @Column('timestamptz') coversTo!: Date;
  @Column('uuid') recordedBy!: string;
  @Column('int') version!: number;
}
