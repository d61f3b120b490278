import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Tests of the way mail goes. One counts when its reader has typed its code, for the sender it came from. */
@Entity('mail_tests')
export class MailTest {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') senderAddress!: string;
  @Column('uuid', { default: () => 'sec.uid()' }) sentTo!: string;
  @Column('text') code!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) sentAt!: Date;
  @Column('timestamptz', { nullable: true }) arrivedAt!: Date | null;
}

/** What a check found missing: one row a day, and one whenever that changes. */
@Entity('readiness_checks')
export class ReadinessCheck {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) checkedAt!: Date;
  @Column('text', { array: true }) missing!: string[];
}
