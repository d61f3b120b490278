import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row for each value that was ever proposed. The newest confirmed one that has begun is in force. */
@Entity('settings')
export class Setting {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') key!: 'alert_limits' | 'working_hours' | 'vaccination_ages' | 'bank_holidays';
  @Column('jsonb') value!: object;
  @Column('uuid', { nullable: true }) basedOn!: string | null;
  @Column('text') state!: 'waiting' | 'confirmed' | 'declined';
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { nullable: true }) proposedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) proposedAt!: Date;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) validFrom!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
