import { ALERT_OUTCOMES, AWAITED, NEXT_CONTACT_ANSWERS } from '@shared-care/domain/alert-states';
import { RAISING_TRIGGERS } from '@shared-care/domain/tier-change';
import { TICKED_ITEMS } from '@shared-care/domain/close-checklist';
import { ILLNESS_SEVERITIES } from '@shared-care/domain/handover';
import { LIAISON_DIRECTIONS, LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import * as z from 'zod';
import { id, instant, oneOf, requiredText, text, version } from '../text';

/** `running`: whatever is not closed, also what sleeps. `withdrawn`: of the last 7 days, shown struck through. */
export const ALERT_VIEWS = ['running', 'open', 'mine', 'awaiting', 'closed_today', 'withdrawn'] as const;

export type AlertView = (typeof ALERT_VIEWS)[number];

export const AlertQueueQuery = z.strictObject({
  view: z.enum(ALERT_VIEWS, { error: `Choose one of ${ALERT_VIEWS.join(', ')}.` }).default('open'),
  /** Of {@link ALERTS_ON_A_PAGE} each, most urgent first; the counts of the answer say how many there are in all. */
  page: z.coerce.number({ error: 'Choose a page from 1.' }).int().min(1).max(1000).default(1),
});

export const ALERTS_ON_A_PAGE = 200;

export type AlertQueueQuery = z.input<typeof AlertQueueQuery>;

export const AlertVersion = z.strictObject({ version });

export type AlertVersion = z.infer<typeof AlertVersion>;

/**
 * One contact about an alert. Nothing of it is taken for granted: who rang whom, with whom and how it went are said, and
 * the person spoken to was told or asked something. Only “no answer” needs no words.
 */
export const AddLiaisonEntry = z
  .strictObject({
    direction: oneOf(LIAISON_DIRECTIONS, 'who rang whom'),
    withRole: oneOf(LIAISON_ROLES, 'whom you spoke to'),
    withName: text(200).nullable().default(null),
    numberUsed: text(60).nullable().default(null),
    result: oneOf(LIAISON_RESULTS, 'how the call went'),
    /** When it happened; null means now. */
    at: instant('the time of the call').nullable().default(null),
    adviceAsked: text(2000).nullable().default(null),
    adviceGiven: text(2000).nullable().default(null),
    agreedNextStep: text(2000).nullable().default(null),
    nextContactAt: instant('the time of the next contact').nullable().default(null),
  })
  .refine(
    ({ result, adviceAsked, adviceGiven, agreedNextStep }) =>
      result === 'no_answer' || [adviceAsked, adviceGiven, agreedNextStep].some((words) => (words ?? '') !== ''),
    {
      path: ['adviceGiven'],
      message: 'Write what was asked, advised or agreed. Without an answer, press “No answer”.',
    },
  );

export type AddLiaisonEntry = z.input<typeof AddLiaisonEntry>;

export const StrikeOutLiaisonEntry = z.strictObject({ because: requiredText(500, 'what is wrong with the entry') });

export type StrikeOutLiaisonEntry = z.infer<typeof StrikeOutLiaisonEntry>;

export const AnswerChecklistItem = z
  .strictObject({
    item: z.enum(TICKED_ITEMS, { error: 'Choose an item of the checklist.' }),
    /** null takes an answer back. */
    answer: z.enum(['done', 'not_needed']).nullable(),
    note: text(500).nullable().default(null),
  })
  .refine((value) => value.answer !== 'not_needed' || (value.note ?? '') !== '', {
    path: ['note'],
    message: 'Say why this is not needed.',
  });

export type AnswerChecklistItem = z.input<typeof AnswerChecklistItem>;

export const AwaitAlert = z.strictObject({
  version,
  what: oneOf(AWAITED, 'what you are waiting for'),
  from: requiredText(200, 'whom you are waiting for'),
  wakeAt: instant('when to look again'),
});

export type AwaitAlert = z.infer<typeof AwaitAlert>;

export const CloseAlert = z.strictObject({
  version,
  outcome: oneOf(ALERT_OUTCOMES, 'an outcome'),
  note: text(2000).nullable().default(null),
  /** What came of the contact that is still agreed; needed while there is one. */
  nextContact: z
    .enum(NEXT_CONTACT_ANSWERS, { error: 'Say whether the next contact was made or is not needed.' })
    .nullable()
    .default(null),
});

export type CloseAlert = z.input<typeof CloseAlert>;

export const ReopenAlert = z.strictObject({ version, reason: requiredText(500, 'why you re-open it') });

export type ReopenAlert = z.infer<typeof ReopenAlert>;

/** Alerts that this screen really showed to the signed-in person: the receipt of their "on screen" messages. */
export const ShownAlerts = z.strictObject({
  alertIds: z
    .array(z.uuid({ error: 'Send the ids of alerts.' }))
    .min(1)
    .max(500),
});

export type ShownAlerts = z.infer<typeof ShownAlerts>;

/** A call that was made. Who rang is the signed-in person, and when is now. */
export const CallMade = z.strictObject({ rang: requiredText(200, 'whom you rang') });

export type CallMade = z.infer<typeof CallMade>;

/** The call as it was shown: when it was recorded. */
export const TakeBackCall = z.strictObject({ at: instant('when the call was recorded') });

export type TakeBackCall = z.infer<typeof TakeBackCall>;

/** To a named colleague, who accepts or declines. */
export const OfferAlert = z.strictObject({
  version,
  to: id('a colleague'),
  reason: requiredText(500, 'why you hand it over'),
});

export type OfferAlert = z.infer<typeof OfferAlert>;

/** What the next owner of this child has to know. */
export const WriteHandoverNote = z.strictObject({
  version,
  severity: oneOf(ILLNESS_SEVERITIES, 'how ill the child is'),
  plan: requiredText(500, 'the plan'),
  /** What to do if it gets worse. */
  whatIf: text(500).nullable().default(null),
});

export type WriteHandoverNote = z.input<typeof WriteHandoverNote>;

export const AnswerOffer = z
  .strictObject({
    version,
    answer: z.enum(['accept', 'decline'], { error: 'Accept or decline.' }),
    reason: text(500).default(''),
  })
  .refine((value) => value.answer === 'accept' || value.reason !== '', {
    path: ['reason'],
    message: 'Say why you decline, so that its owner knows what to do.',
  });

export type AnswerOffer = z.input<typeof AnswerOffer>;

export const RaiseTier = z
  .strictObject({
    version,
    trigger: z.enum(RAISING_TRIGGERS, { error: 'Choose what makes it more urgent.' }),
    words: text(500).default(''),
  })
  .refine(({ trigger, words }) => (trigger !== 'judged_red' && trigger !== 'judged_amber') || words !== '', {
    path: ['words'],
    message: 'Say in words what makes it more urgent.',
  });

export type RaiseTier = z.input<typeof RaiseTier>;

export const LowerTier = z.strictObject({
  version,
  tier: z.enum(['amber', 'blue'], { error: 'Choose the tier.' }),
  reason: requiredText(500, 'why the tier is lowered'),
});

export type LowerTier = z.infer<typeof LowerTier>;
