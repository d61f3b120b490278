import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dental_care')
export class DentalCare {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('date', { nullable: true }) lastCheckOn!: string | null;
  @Column('date', { nullable: true }) extractionOn!: string | null;
  @Column('date', { nullable: true }) planSentOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

/** What each nurse was shown for a week: counts alone. */
@Entity('reminder_digests')
export class ReminderDigest {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('date') weekOf!: string;
  @Column('jsonb') counts!: object;
  @Column('timestamptz', { nullable: true }) seenAt!: Date | null;
}

@Entity('reminder_rules')
export class ReminderRule {
  @PrimaryColumn('text') key!: string;
  @Column('boolean', { default: false }) switchedOn!: boolean;
  @Column('uuid', { nullable: true }) changedBy!: string | null;
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('vaccination_advice')
export class VaccinationAdvice {
  @PrimaryColumn('uuid') patientId!: string;
  @PrimaryColumn('uuid') ageId!: string;
  @Column('text') state!: 'sent' | 'acknowledged' | 'exception';
  @Column('date') onDate!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('int', { default: 1 }) version!: number;
}
