import type {
  AttendanceCategory,
  AttendanceReason,
  BleedSite,
  SourceKind,
  ToldBy,
  UnitKind,
} from '@shared-care/domain/attendance-reasons';
import type { AttendanceState } from '@shared-care/domain/attendance-states';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { OpenAccessValidity } from '@shared-care/domain/open-access';
import type { UnlistedHospitalKind } from '@shared-care/domain/unlisted-hospital';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('attendances')
export class Attendance {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  /** Made by the database: "A-" and a running number. */
  @Column({ type: 'text', insert: false, update: false }) reference!: string;
  @Column('uuid') alertId!: string;
  @Column('uuid', { nullable: true }) patientId!: string | null;
  @Column('text', { nullable: true }) unmatchedName!: string | null;
  @Column('date', { nullable: true }) unmatchedBirthDate!: string | null;
  @Column('text', { nullable: true }) unmatchedPhone!: string | null;
  /** Null: a hospital that is not in the directory, in the words below. They stay when it becomes a listed one. */
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('text', { nullable: true }) unlistedHospitalName!: string | null;
  @Column('text', { nullable: true }) unlistedHospitalKind!: UnlistedHospitalKind | null;
  @Column('text', { nullable: true }) unlistedHospitalPlace!: string | null;
  @Column('text', { nullable: true }) unlistedHospitalPhone!: string | null;
  @Column('text', { nullable: true }) unitKind!: UnitKind | null;
  @Column('text') state!: AttendanceState;
  @Column('text') reason!: AttendanceReason;
  @Column('text', { nullable: true }) bleedSite!: BleedSite | null;
  @Column('int') category!: AttendanceCategory;
  @Column('timestamptz') arrivedAt!: Date;
  @Column('timestamptz') reportedAt!: Date;
  @Column('timestamptz', { nullable: true }) leftAt!: Date | null;
  @Column('text') toldBy!: ToldBy;
  @Column('text', { nullable: true }) callBack!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('boolean', { default: false }) admittedOrTransferred!: boolean;
  @Column('boolean', { default: false }) apccMentioned!: boolean;
  @Column('boolean', { default: false }) invasiveProcedure!: boolean;
  @Column('boolean', { default: false }) stillUnwell!: boolean;
  @Column('boolean', { nullable: true }) adviceSought!: boolean | null;
  @Column('timestamptz', { nullable: true }) firstTreatmentAt!: Date | null;
  @Column('text', { nullable: true }) firstTreatmentProduct!: string | null;
  @Column('text', { nullable: true }) firstTreatmentAbsentBecause!: string | null;
  @Column('text') openAccess!: OpenAccessValidity;
  @Column('uuid', { nullable: true }) openAccessArrangementId!: string | null;
  @Column('text') openAccessBecause!: string;
  @Column('uuid') loggedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) loggedAt!: Date;
  @Column('uuid') idempotencyKey!: string;
  @Column('text') requestHash!: string;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('attendance_sources')
export class AttendanceSource {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') attendanceId!: string;
  @Column('text') kind!: SourceKind;
  @Column('text') toldBy!: ToldBy;
  @Column('timestamptz') reportedAt!: Date;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
}

/** What a fact of a visit was before it was put right. Rows are added and never changed. */
@Entity('attendance_changes')
export class AttendanceChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') attendanceId!: string;
  /** When and by whom: now and the person who acts, unless the demo tells of the past. */
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('uuid', { default: () => 'sec.uid()' }) by!: string;
  @Column('text') because!: string;
  @Column('jsonb') was!: object;
  @Column('jsonb') becomes!: object;
  @Column('text') tierByRules!: Tier;
}

/** A sheet somebody began and has not saved: theirs alone, for 24 hours. */
@Entity('attendance_drafts')
export class AttendanceDraft {
  @PrimaryColumn('uuid') id!: string;
  @PrimaryColumn('uuid') userId!: string;
  @Column('uuid', { nullable: true }) patientId!: string | null;
  @Column('jsonb') sheet!: Record<string, unknown>;
  @Column('timestamptz', { default: () => 'sec.now()' }) savedAt!: Date;
}
