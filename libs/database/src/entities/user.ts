import type { Role } from '@shared-care/domain/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') email!: string;
  @Column('text') displayName!: string;
  @Column('text') role!: Role;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('role_change_requests')
export class RoleChangeRequest {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') userId!: string;
  @Column('text') fromRole!: 'haemostasis_nurse' | 'phu_doctor' | 'link_consultant' | 'admin';
  @Column('text') toRole!: 'haemostasis_nurse' | 'phu_doctor' | 'link_consultant' | 'admin';
  @Column('uuid', { nullable: true }) toHospitalId!: string | null;
  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'approved' | 'refused';
  @Column('uuid', { default: () => 'sec.uid()' }) requestedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) requestedAt!: Date;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
