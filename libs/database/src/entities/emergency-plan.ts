import type { EmergencyPlanState, PlanSections } from '@shared-care/domain/emergency-plan';
import type { CentralLine, InhibitorState } from '@shared-care/domain/patient-facts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('emergency_plans')
export class EmergencyPlan {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('int') versionNumber!: number;
  @Column('text', { default: 'draft' }) state!: EmergencyPlanState;
  @Column('jsonb') sections!: PlanSections;
  @Column('date') reviewBy!: string;
  @Column('numeric', { nullable: true }) weightKg!: string | null;
  @Column('date', { nullable: true }) weighedOn!: string | null;
  @Column('text') inhibitor!: InhibitorState;
  @Column('uuid', { array: true, default: () => "'{}'::uuid[]" }) treatmentIds!: string[];
  @Column('text') centralLine!: CentralLine;
  @Column('uuid') writtenBy!: string;
  @Column('uuid', { array: true }) authors!: string[];
  @Column('uuid') changedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('uuid', { nullable: true }) returnedBy!: string | null;
  @Column('timestamptz', { nullable: true }) returnedAt!: Date | null;
  @Column('text', { nullable: true }) returnedBecause!: string | null;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBecause!: string | null;
  @Column('int', { default: 1 }) version!: number;
}
