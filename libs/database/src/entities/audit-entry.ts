import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type AuditAction =
  'create' | 'read' | 'refresh' | 'update' | 'delete' | 'search' | 'export' | 'sign_in' | 'sign_out' | 'refuse';

@Entity('audit_entries')
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('text', { nullable: true }) actorRole!: string | null;
  @Column('text') action!: AuditAction;
  @Column('text') entity!: string;
  @Column('uuid', { nullable: true }) entityId!: string | null;
  @Column('int', { nullable: true }) entityVersion!: number | null;
  @Column('uuid', { nullable: true }) patientId!: string | null;
  /** Of an answer that lists several children. */
  @Column('uuid', { nullable: true, array: true }) patientIds!: string[] | null;
  @Column('text', { default: 'done' }) outcome!: 'done' | 'refused' | 'failed';
  @Column('text', { nullable: true }) detail!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { nullable: true }) breakGlassId!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('text', { nullable: true, default: () => "NULLIF(current_setting('app.request_id'::text, true), ''::text)" })
  requestId!: string | null;
  @Column('text', {
    nullable: true,
    default: () => "NULLIF(current_setting('app.session_hash'::text, true), ''::text)",
  })
  sessionHash!: string | null;
  @Column('text', { nullable: true, default: () => "NULLIF(current_setting('app.address'::text, true), ''::text)" })
  address!: string | null;
}
