import type { NoticeKind } from '@shared-care/domain/notices';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('notices')
export class Notice {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') kind!: NoticeKind;
  @Column('date') onDate!: string;
  @Column('text', { nullable: true }) detail!: string | null;
  @Column('uuid', { nullable: true }) raisedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) raisedAt!: Date;
  @Column('int', { default: 0 }) stoppedRequests!: number;
  @Column('uuid', { nullable: true }) dismissedBy!: string | null;
  @Column('timestamptz', { nullable: true }) dismissedAt!: Date | null;
  @Column('text', { nullable: true }) dismissedBecause!: string | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBecause!: string | null;
  @Column('int', { default: 1 }) version!: number;
}
