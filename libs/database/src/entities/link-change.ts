import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('closure_move_owners')
export class ClosureMoveOwner {
  @PrimaryColumn('text') kind!: 'link' | 'arrangement' | 'alert';
  @PrimaryColumn('uuid') subjectId!: string;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('timestamptz', { nullable: true }) takenAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

/** A proposed move that somebody decided against, for one child, with the reason. */
@Entity('leaving_exceptions')
export class LeavingException {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') linkId!: string;
  @Column('uuid') linkConsultantId!: string;
  @Column('uuid') patientId!: string;
  @Column('text') reason!: string;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('timestamptz', { nullable: true }) takenBackAt!: Date | null;
}

/** What one person did to the links of one child in one step, with the rows before and after: what undo needs. */
@Entity('link_changes')
export class LinkChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') batchId!: string;
  @Column('uuid') patientId!: string;
  @Column('text') kind!: 'added' | 'ended' | 'moved' | 'consultant_changed' | 'confirmed';
  @Column('text') source!: 'person' | 'leaving_date';
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('jsonb') before!: object;
  @Column('jsonb') after!: object;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('uuid', { nullable: true }) undoneBy!: string | null;
}
