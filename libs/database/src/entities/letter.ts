import type {
  LetterKind,
  LetterRecipient,
  LetterState,
  TemplateKind,
  TemplateState,
} from '@shared-care/domain/letters';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('letter_batch_items')
export class LetterBatchItem {
  @PrimaryColumn('uuid') batchId!: string;
  @PrimaryColumn('uuid') patientId!: string;
  @Column('int') place!: number;
  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'issued' | 'skipped';
  @Column('uuid', { nullable: true }) letterId!: string | null;
  @Column('text', { nullable: true }) because!: string | null;
}

@Entity('letter_batches')
export class LetterBatch {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') kind!: LetterKind;
  @Column('text') recipient!: LetterRecipient;
  @Column('boolean') largePrint!: boolean;
  @Column('uuid') askedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) askedAt!: Date;
  @Column('uuid', { nullable: true }) cancelledBy!: string | null;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
}

@Entity('letter_templates')
export class LetterTemplate {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') kind!: TemplateKind;
  @Column('int') versionNumber!: number;
  @Column('text', { default: 'draft' }) state!: TemplateState;
  @Column('text') title!: string;
  @Column('text') body!: string;
  @Column('uuid') writtenBy!: string;
  @Column('uuid', { array: true }) authors!: string[];
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('letters')
export class Letter {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') code!: string;
  @Column('uuid') patientId!: string;
  @Column('text') kind!: LetterKind;
  @Column('text') recipient!: LetterRecipient;
  @Column('text') recipientName!: string;
  @Column('int') versionNumber!: number;
  @Column('text', { default: 'current' }) state!: LetterState;
  @Column('jsonb') model!: object;
  @Column('uuid', { nullable: true }) templateId!: string | null;
  @Column('uuid', { nullable: true }) planId!: string | null;
  @Column('uuid', { nullable: true }) arrangementId!: string | null;
  @Column('date', { nullable: true }) reviewBy!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') issuedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) issuedAt!: Date;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBecause!: string | null;
  @Column('uuid', { nullable: true }) batchId!: string | null;
  @Column('uuid') idempotencyKey!: string;
  @Column('int', { default: 1 }) version!: number;
  @Column('uuid', { nullable: true }) recipientEntry!: string | null;
}
