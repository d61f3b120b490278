import type { Role } from '@shared-care/domain/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('text') displayName!: string;
  @Column('text') role!: Role;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
}
