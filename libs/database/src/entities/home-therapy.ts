import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A bleed that stands alone, in the diary or among the attendances, as a nurse settled it. */
@Entity('bleed_settlements')
export class BleedSettlement {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid', { nullable: true }) diaryBleedId!: string | null;
  @Column('uuid', { nullable: true }) attendanceId!: string | null;
  @Column('text') settledAs!: 'same_bleed' | 'treated_at_home' | 'family_rung' | 'diary_asked' | 'not_a_bleed';
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') settledBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) settledAt!: Date;
}

@Entity('diary_bleeds')
export class DiaryBleed {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('date') bledOn!: string;
  @Column('text') site!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
}

@Entity('haemtrack_periods')
export class HaemtrackPeriod {
  @PrimaryColumn('uuid') patientId!: string;
  @PrimaryColumn('date') fromOn!: string;
  @PrimaryColumn('date') toOn!: string;
  @Column('int') planned!: number;
  @Column('int') entered!: number;
  @Column('text') source!: 'hand' | 'file';
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
}

@Entity('home_deliveries')
export class HomeDelivery {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') company!: string;
  @Column('date') expectedOn!: string;
  @Column('text', { default: 'expected' }) outcome!: 'expected' | 'arrived' | 'late' | 'missed';
  @Column('date', { nullable: true }) arrivedOn!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('home_therapies')
export class HomeTherapy {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text', { default: 'not_eligible' }) state!: 'not_eligible' | 'training' | 'active' | 'stopped';
  @Column('date', { default: () => "((sec.now() AT TIME ZONE 'Europe/London'::text))::date" }) stateSince!: string;
  @Column('text', { nullable: true }) deliveryCompany!: string | null;
  @Column('date', { nullable: true }) nextDeliveryOn!: string | null;
  @Column('int', { nullable: true }) stockDays!: number | null;
  @Column('date', { nullable: true }) stockCountedOn!: string | null;
  @Column('text', { default: 'not_needed' }) haemtrack!: 'not_needed' | 'invited' | 'enrolled' | 'active' | 'lapsed';
  @Column('date', { nullable: true }) lastEntryOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('home_therapy_events')
export class HomeTherapyEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('text') words!: string;
}
