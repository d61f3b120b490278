import type { Duty, RotaChangeKind, SwapState } from '@shared-care/domain/rota';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rota_patterns')
export class RotaPattern {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('date') effectiveFrom!: string;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('uuid', { nullable: true }) withdrawnBy!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('rota_pattern_lines')
export class RotaPatternLine {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patternId!: string;
  @Column('text') duty!: Duty;
  @Column('uuid') userId!: string;
  @Column('int') day!: number;
  @Column('int') fromMinute!: number;
  @Column('int') toMinute!: number;
  @Column({ type: 'int4multirange', insert: false, update: false, select: false }) minutes!: string;
}

@Entity('rota_changes')
export class RotaChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') groupId!: string;
  @Column('text') kind!: RotaChangeKind;
  @Column('text', { nullable: true }) duty!: Duty | null;
  @Column('uuid', { nullable: true }) offUserId!: string | null;
  @Column('uuid', { nullable: true }) onUserId!: string | null;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('text') reason!: string;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('uuid', { nullable: true }) withdrawnBy!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('duty_numbers')
export class DutyNumber {
  @PrimaryColumn('text') duty!: Duty;
  @Column('text', { default: () => "''::text" }) phone!: string;
  @Column('text', { nullable: true }) bleep!: string | null;
  @Column('date', { nullable: true }) verifiedOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

/** The answer to "calls overnight?", one a morning (domain W3.6). */
@Entity('overnight_call_answers')
export class OvernightCallAnswer {
  @PrimaryColumn('date') morning!: string;
  @Column('text') answer!: 'none' | 'logged';
  @Column('uuid') answeredBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) answeredAt!: Date;
}

/** A colleague is asked to take a duty; the rota changes when they agree. */
@Entity('rota_swap_asks')
export class RotaSwapAsk {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') duty!: Duty;
  @Column('uuid') offUserId!: string;
  @Column('uuid') onUserId!: string;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('text') reason!: string;
  @Column('text', { default: 'asked' }) state!: SwapState;
  @Column('timestamptz', { default: () => 'sec.now()' }) askedAt!: Date;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) because!: string | null;
  @Column('uuid', { nullable: true }) changeId!: string | null;
  @Column('int', { default: 1 }) version!: number;
}
