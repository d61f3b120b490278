import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('audit_entries')
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('text', { nullable: true }) actorRole!: string | null;
  @Column('text') action!: 'create' | 'read' | 'update' | 'search' | 'sign_in' | 'sign_out' | 'refuse';
  @Column('text') entity!: string;
  @Column('uuid', { nullable: true }) entityId!: string | null;
  @Column('uuid', { nullable: true }) patientId!: string | null;
  @Column('text') outcome!: 'done' | 'refused' | 'failed';
  @Column('text', { nullable: true }) detail!: string | null;
}
