import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Browsers on which somebody has signed in before: other people's wrong passwords do not hold them up. */
@Entity('known_devices')
export class KnownDevice {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'sec.now()' }) lastUsedAt!: Date;
}

/** What a passkey is asked to sign: worth something once, for one purpose and for five minutes. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  @PrimaryColumn('bytea') challengeHash!: Buffer;
  @Column('text') purpose!: 'register' | 'sign_in';
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('timestamptz', { default: () => "(sec.now() + '00:05:00'::interval)" }) expiresAt!: Date;
}

/** The layout that the session store (connect-pg-simple) reads and writes. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('text') sid!: string;
  @Column('json') sess!: object;
  @Column('timestamptz') expire!: Date;
  @Column('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column({ type: 'uuid', nullable: true, insert: false, update: false, select: false }) userId!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'sec.now()' }) lastSeenAt!: Date;
}

@Entity('user_passkeys')
export class UserPasskey {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') userId!: string;
  @Column('text') credentialId!: string;
  @Column('bytea') publicKey!: Buffer;
  @Column('bigint', { default: 0 }) counter!: string;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) transports!: string[];
  @Column('text') label!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt!: Date | null;
}

@Entity('user_recovery_codes')
export class UserRecoveryCode {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('bytea') codeHash!: Buffer;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}

@Entity('user_totp')
export class UserTotp {
  @PrimaryColumn('uuid') userId!: string;
  @Column('text') secret!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('bigint', { nullable: true }) lastUsedStep!: string | null;
}
