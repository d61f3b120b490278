import { isSurveyLink, PARTICIPATION_ANSWERS, SURVEY_TOPICS, surveyTextFaults } from '@shared-care/domain/surveys';
import * as z from 'zod';
import { pageAsked } from '../paging';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

const readByFamilies = (most: number, what: string) =>
  requiredText(most, what).superRefine((words, context) => {
    for (const message of surveyTextFaults(words)) context.addIssue({ code: 'custom', message });
  });

const survey = {
  topic: oneOf(SURVEY_TOPICS, 'a topic'),
  /** Subject of the message. One line: it becomes a header. */
  title: readByFamilies(120, 'a title').refine((title) => !/[\r\n\t]/.test(title), {
    message: 'Write the title on one line.',
  }),
  link: text(500).refine(isSurveyLink, {
    message: 'Enter the web address of the survey. It begins with https:// and is the same for every family.',
  }),
  words: readByFamilies(2000, 'the words of the message'),
  /** Null: of all hospitals. */
  hospitalId: id('a hospital').nullable().default(null),
  /** To members of the participation group alone. */
  groupOnly: z.boolean({ error: 'Say whether it goes to the participation group only.' }).default(false),
};

/** With an idempotency key in the header: sent twice, it makes one draft. */
export const MakeSurvey = z.strictObject(survey);

export type MakeSurvey = z.input<typeof MakeSurvey>;

export const ChangeSurvey = z.strictObject({ version, ...survey });

export type ChangeSurvey = z.input<typeof ChangeSurvey>;

export const SurveyVersion = z.strictObject({ version });

export type SurveyVersion = z.infer<typeof SurveyVersion>;

/** `families`: to how many it goes, as the preview said. Other families than were looked at are not written to. */
export const SendSurvey = z.strictObject({
  version,
  families: z.int({ error: 'Send the number of families you saw.' }).min(1),
});

export type SendSurvey = z.infer<typeof SendSurvey>;

/** Ticked by a person, or typed from the answers of the survey. */
export const MarkAnswer = z.strictObject({
  code: requiredText(40, 'the code of the answer'),
  answered: z.boolean({ error: 'Say whether they answered.' }),
});

export type MarkAnswer = z.infer<typeof MarkAnswer>;

export const ChangeParticipation = z.strictObject({
  version: z.int({ error: 'Send the version you saw.' }).min(0),
  interest: oneOf(PARTICIPATION_ANSWERS, 'what the family said'),
  nextClinicOn: calendarDate('the next clinic').nullable(),
});

export type ChangeParticipation = z.input<typeof ChangeParticipation>;

/** Columns of the list; it begins with who comes to clinic next. */
export const MISSING_SORTS = { clinic: 1, name: 1 } as const;

/** Why a family cannot be written to, where somebody can do something about it. */
export const WHY_MISSING = { not_asked: 1, no_email: 1, bounced: 1 } as const;

export const MissingAddressesQuery = z.strictObject({
  ...pageAsked(MISSING_SORTS, 'clinic', 100),
  because: z.union([z.literal(''), oneOf(WHY_MISSING, 'what is missing')]).default(''),
});

export type MissingAddressesQuery = z.output<typeof MissingAddressesQuery>;
