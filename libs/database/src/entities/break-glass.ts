import type { BreakGlassOutcome, BreakGlassReason } from '@shared-care/domain/break-glass';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('break_glass_grants')
export class BreakGlassGrant {
  @PrimaryColumn('uuid') id!: string;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column({ type: 'text', nullable: true, insert: false, update: false, select: false }) reference!: string | null;
  @Column('uuid') userId!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') alertId!: string;
  @Column('text') reason!: BreakGlassReason;
  @Column('text') words!: string;
  @Column('timestamptz') grantedAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('date') reviewDue!: string;
  @Column('timestamptz', { nullable: true }) reviewedAt!: Date | null;
  @Column('uuid', { nullable: true }) reviewedBy!: string | null;
  @Column('text', { nullable: true }) reviewOutcome!: BreakGlassOutcome | null;
  @Column('text', { nullable: true }) reviewWords!: string | null;
}
