import type {
  ParticipationAnswer,
  SurveyMessageKind,
  SurveyMessageState,
  SurveyTopic,
  WhyLeftOut,
} from '@shared-care/domain/surveys';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether a family would help the unit with its surveys and plans, and the next day on which it can be asked. */
@Entity('participation')
export class Participation {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text', { default: 'not_asked' }) interest!: ParticipationAnswer;
  @Column('date', { nullable: true }) interestSince!: string | null;
  @Column('uuid', { nullable: true }) interestRecordedBy!: string | null;
  @Column('date', { nullable: true }) nextClinicOn!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('survey_invitations')
export class SurveyInvitation {
  @PrimaryColumn('uuid') surveyId!: string;
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text') code!: string;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('uuid', { nullable: true }) answeredMarkedBy!: string | null;
}

@Entity('survey_messages')
export class SurveyMessage {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') surveyId!: string;
  @Column('uuid') patientId!: string;
  @Column('text') kind!: SurveyMessageKind;
  @Column('text', { default: 'waiting' }) state!: SurveyMessageState;
  @Column('text', { nullable: true }) because!: WhyLeftOut | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) dueAt!: Date;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('uuid', { nullable: true }) leaseToken!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) reply!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
}

@Entity('surveys')
export class Survey {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text') topic!: SurveyTopic;
  @Column('text') title!: string;
  @Column('text') link!: string;
  @Column('text') words!: string;
  @Column('uuid', { nullable: true }) hospitalId!: string | null;
  @Column('boolean', { default: false }) groupOnly!: boolean;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('uuid', { default: () => 'gen_random_uuid()' }) idempotencyKey!: string;
  @Column('uuid', { nullable: true }) sentBy!: string | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('uuid', { nullable: true }) remindedBy!: string | null;
  @Column('timestamptz', { nullable: true }) remindedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) stoppedAt!: Date | null;
  @Column('uuid', { nullable: true }) closedBy!: string | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
