import * as z from 'zod';
import {
  PARTICIPATION_ANSWERS,
  SURVEY_MESSAGE_KINDS,
  SURVEY_MESSAGE_STATES,
  SURVEY_STATES,
  SURVEY_TOPICS,
  WHY_LEFT_OUT,
} from '@shared-care/domain/surveys';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';
import { WHY_NOT_CONTACTED } from '@shared-care/domain/may-contact';

export const MessageCounts = z.record(keyOf(SURVEY_MESSAGE_STATES), z.number());
export type MessageCounts = z.output<typeof MessageCounts>;

/** Of children it holds numbers alone. */
export const Survey = z.strictObject({
  id: z.string(),
  topic: keyOf(SURVEY_TOPICS),
  title: z.string(),
  link: z.string(),
  words: z.string(),
  hospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  groupOnly: z.boolean(),
  state: keyOf(SURVEY_STATES),
  /** Sending was stopped and not taken up again. */
  stopped: z.boolean(),
  madeBy: z.string(),
  madeAt: z.string(),
  sentBy: z.string().nullable(),
  sentAt: z.string().nullable(),
  remindedBy: z.string().nullable(),
  remindedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  families: z.number(),
  answered: z.number(),
  invitations: MessageCounts,
  reminders: MessageCounts,
  version: z.number(),
});
export type Survey = z.output<typeof Survey>;

export const SurveyList = z.strictObject({
  surveys: z.array(Survey),
  /** Families in the participation group. */
  members: z.number(),
  now: z.string(),
});
export type SurveyList = z.output<typeof SurveyList>;

export const SurveyAudience = z.strictObject({
  included: z.array(PatientIdentity),
  leftOut: z.array(
    z.strictObject({
      patient: PatientIdentity,
      because: keyOf(WHY_NOT_CONTACTED),
    }),
  ),
  sample: z.strictObject({
    subject: z.string(),
    text: z.string(),
  }),
  now: z.string(),
});
export type SurveyAudience = z.output<typeof SurveyAudience>;

export const SurveyMessageSummary = z.strictObject({
  state: keyOf(SURVEY_MESSAGE_STATES),
  because: keyOf(WHY_LEFT_OUT).nullable(),
  sentAt: z.string().nullable(),
});
export type SurveyMessageSummary = z.output<typeof SurveyMessageSummary>;

export const InvitedFamily = z.strictObject({
  patient: PatientIdentity,
  /** As written for people. */
  code: z.string(),
  invitation: SurveyMessageSummary,
  reminder: SurveyMessageSummary.nullable(),
  answeredAt: z.string().nullable(),
  /** "Try these again" would try this one. */
  again: z.boolean(),
});
export type InvitedFamily = z.output<typeof InvitedFamily>;

export const SurveyFamilies = z.strictObject({
  families: z.array(InvitedFamily),
  /** Who would be reminded now. */
  toRemind: z.number(),
  now: z.string(),
});
export type SurveyFamilies = z.output<typeof SurveyFamilies>;

export const WhyMissing = z.enum(['not_asked', 'no_email', 'bounced']);
export type WhyMissing = z.output<typeof WhyMissing>;

/** A page: the next clinic first, without one last. */
export const MissingAddresses = z.strictObject({
  /** How many families match the filter. */
  total: z.number(),
  /** How many there are without it. */
  all: z.number(),
  counts: z.partialRecord(WhyMissing, z.number()),
  missing: z.array(
    z.strictObject({
      patient: PatientIdentity,
      because: WhyMissing,
      nextClinicOn: z.string().nullable(),
    }),
  ),
  now: z.string(),
});
export type MissingAddresses = z.output<typeof MissingAddresses>;

export const ParticipationRecord = z.strictObject({
  interest: keyOf(PARTICIPATION_ANSWERS),
  since: z.string().nullable(),
  recordedBy: z.string().nullable(),
  nextClinicOn: z.string().nullable(),
  /** 0 before anything was written down. */
  version: z.number(),
});
export type ParticipationRecord = z.output<typeof ParticipationRecord>;

export const PatientSurveys = z.strictObject({
  participation: ParticipationRecord,
  /** Null: messages may go to the family. */
  mayNotContact: keyOf(WHY_NOT_CONTACTED).nullable(),
  /** Newest first. */
  invitations: z.array(
    z.strictObject({
      surveyId: z.string(),
      title: z.string(),
      topic: keyOf(SURVEY_TOPICS),
      invitedAt: z.string(),
      messages: z.array(
        z
          .strictObject({
            kind: keyOf(SURVEY_MESSAGE_KINDS),
          })
          .extend(SurveyMessageSummary.shape),
      ),
      answeredAt: z.string().nullable(),
    }),
  ),
  now: z.string(),
});
export type PatientSurveys = z.output<typeof PatientSurveys>;
