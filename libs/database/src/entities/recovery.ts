import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('account_recoveries')
export class AccountRecovery {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') userId!: string;
  @Column('text') lost!: 'password' | 'authenticator' | 'both' | 'account';
  @Column('text') state!: 'asked' | 'waiting' | 'confirmed' | 'completed' | 'refused' | 'revoked' | 'replaced';
  @Column('timestamptz', { default: () => 'sec.now()' }) askedAt!: Date;
  @Column('uuid', { nullable: true }) askedBy!: string | null;
  @Column('text', { nullable: true }) identified!: 'telephone' | 'in_person' | 'video' | null;
  @Column('text', { nullable: true }) because!: string | null;
  @Column('text', { nullable: true }) newEmail!: string | null;
  @Column('timestamptz', { nullable: true }) provedAt!: Date | null;
  @Column('bytea', { nullable: true }) tokenHash!: Buffer | null;
  @Column('timestamptz') endsAt!: Date;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

/** Who invites, and until when: the database says so. */
@Entity('invitations')
export class Invitation {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') email!: string;
  @Column('text') role!: 'haemostasis_nurse' | 'phu_doctor' | 'link_consultant' | 'admin';
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('bytea') tokenHash!: Buffer;
  @Column('uuid', { nullable: true, default: () => 'sec.uid()' }) invitedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) invitedAt!: Date;
  @Column('timestamptz', { default: () => "(sec.now() + '72:00:00'::interval)" }) expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('uuid', { nullable: true }) acceptedAs!: string | null;
  @Column('timestamptz', { nullable: true }) replacedAt!: Date | null;
}

/** A way in that one admin asks for and another confirms. */
@Entity('access_requests')
export class AccessRequest {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') kind!: 'invitation' | 'identity';
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) role!: 'haemostasis_nurse' | 'phu_doctor' | 'link_consultant' | 'admin' | null;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('text', { nullable: true }) issuer!: string | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'confirmed' | 'refused' | 'withdrawn';
  @Column('uuid', { default: () => 'sec.uid()' }) requestedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) requestedAt!: Date;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('uuid', { nullable: true }) invitationId!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

/** What was typed on the sign-in page, until a loop looks whether there is such an account; the answer came before. */
@Entity('recovery_asks')
export class RecoveryAsk {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('text') email!: string;
  @Column('text') lost!: 'password' | 'authenticator' | 'both';
  @Column('timestamptz', { default: () => 'sec.now()' }) askedAt!: Date;
}
