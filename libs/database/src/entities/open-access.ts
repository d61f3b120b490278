import type { OpenAccessState } from '@shared-care/domain/open-access';
import type { PhoneBand } from '@shared-care/domain/open-access-bands';
import type { OpenAccessExclusion, OpenAccessReason } from '@shared-care/domain/open-access-content';
import type { OpenAccessEventKind } from '@shared-care/domain/open-access-states';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** One version. `reasons` and `exclusions` are the texts agreed to, put together from what was ticked and written. */
@Entity('open_access_arrangements')
export class OpenAccessArrangement {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('uuid') hospitalId!: string;
  @Column('uuid', { nullable: true }) unitId!: string | null;
  @Column('text') state!: OpenAccessState;
  @Column('int', { default: 1 }) versionNumber!: number;
  @Column('uuid', { nullable: true }) replacesId!: string | null;
  @Column('text') reasons!: string;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) reasonCodes!: OpenAccessReason[];
  @Column('text', { default: () => "''::text" }) otherReasons!: string;
  /** In the hours of the unit; at all hours when `whereOutOfHours` is empty. */
  @Column('text') whereToGo!: string;
  @Column('text', { default: () => "''::text" }) whereOutOfHours!: string;
  @Column('text', { nullable: true }) phoneFirst!: string | null;
  @Column('jsonb', { default: () => "'[]'::jsonb" }) phoneBands!: PhoneBand[];
  @Column('text', { nullable: true }) exclusions!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) exclusionCodes!: OpenAccessExclusion[];
  @Column('text', { default: () => "''::text" }) otherExclusions!: string;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz', { nullable: true }) endsAt!: Date | null;
  /** Of a short grant. */
  @Column('int', { nullable: true }) grantHours!: number | null;
  @Column('date') reviewBy!: string;
  @Column('text') issuedBy!: string;
  @Column('uuid', { nullable: true }) issuedById!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) draftedAt!: Date;
  @Column('uuid', { nullable: true }) draftedBy!: string | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('uuid', { nullable: true }) sentBy!: string | null;
  @Column('timestamptz', { nullable: true }) agreedAt!: Date | null;
  /** Name and role, as said. */
  @Column('text', { nullable: true }) agreedBy!: string | null;
  @Column('uuid', { nullable: true }) agreedRecordedBy!: string | null;
  @Column('timestamptz', { nullable: true }) wardHoldsAt!: Date | null;
  @Column('text', { nullable: true }) wardHoldsSaidBy!: string | null;
  @Column('uuid', { nullable: true }) wardHoldsRecordedBy!: string | null;
  @Column('timestamptz', { nullable: true }) familyHoldsAt!: Date | null;
  @Column('text', { nullable: true }) familyHoldsSaidBy!: string | null;
  @Column('uuid', { nullable: true }) familyHoldsRecordedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('date', { nullable: true }) reviewForcedOn!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) reviewBecause!: string[];
  @Column('int', { default: 1 }) version!: number;
}

@Entity('open_access_suspensions')
export class OpenAccessSuspension {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') arrangementId!: string;
  @Column('text') reason!: string;
  @Column('date') reviewOn!: string;
  @Column('text') toldFamily!: string;
  @Column('text') toldLinkConsultant!: string;
  @Column('text') toldWard!: string;
  @Column('text') toldGp!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) suspendedAt!: Date;
  @Column('uuid') suspendedBy!: string;
  @Column('timestamptz', { nullable: true }) liftedAt!: Date | null;
  @Column('uuid', { nullable: true }) liftedBy!: string | null;
  @Column('text', { nullable: true }) liftedBecause!: string | null;
}

@Entity('open_access_events')
export class OpenAccessEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid') arrangementId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('text') kind!: OpenAccessEventKind;
  /** Null when it followed from something else. */
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('text', { nullable: true }) detail!: string | null;
}
