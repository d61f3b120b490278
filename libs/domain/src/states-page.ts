import { ALERT_STATES, ALERT_TRANSITIONS, type AlertAction, type AlertState } from './alert-states';
import { DEFAULT_LIMITS, REPEAT_MINUTES, SILENT_MINUTES } from './alert-clock';
import {
  FIRST_TREATMENT_WITHIN_MINUTES,
  LATE_REPORT_AFTER_MINUTES,
  TIERS,
  TIER_TRIGGERS,
  UNMATCHED_WITHIN_MINUTES,
  type Tier,
} from './alert-tier';
import { ATTENDANCE_STATES, ATTENDANCE_TRANSITIONS, type AttendanceState } from './attendance-states';
import { DELIVERY_STATES, DELIVERY_TRANSITIONS, type DeliveryState } from './delivery';
import { CHECKLIST_ITEMS } from './close-checklist';
import { CONSENTS, consentNeeded, CORRECTIONS, WITHDRAWN_SHOWN_DAYS, type CorrectionKind } from './corrections';
import {
  EMERGENCY_PLAN_STATES,
  EMERGENCY_PLAN_TRANSITIONS,
  MOST_REVIEW_MONTHS,
  PLAN_FIELDS,
  WEIGHT_MONTHS,
  type EmergencyPlanAction,
  type EmergencyPlanState,
} from './emergency-plan';
import { MERGE_STATES, MERGE_TRANSITIONS, UNDO_DAYS, type MergeAction, type MergeState } from './patient-merge';
import {
  OPEN_ACCESS_STATES,
  OPEN_ACCESS_VALIDITIES,
  REVIEW_GRACE_DAYS,
  VALIDITIES_BY_STRENGTH,
  isHonoured,
  type OpenAccessState,
} from './open-access';
import {
  OPEN_ACCESS_ACTIONS,
  OPEN_ACCESS_ACTORS,
  OPEN_ACCESS_STEPS,
  type OpenAccessAction,
} from './open-access-states';
import { REVIEW_WITHIN_MONTHS } from './open-access-content';
import { CHASE_AFTER_WORKING_DAYS, CONSULTANT_AFTER_WORKING_DAYS, FORCED_REVIEWS } from './open-access-review';
import { ROLES, type Role } from './roles';
import {
  MOST_SURVEY_TRIES,
  SURVEY_MESSAGE_STATES,
  SURVEY_MESSAGE_TRANSITIONS,
  WHY_LEFT_OUT,
  type SurveyMessageState,
} from './surveys';
import { DEFAULT_HOURS } from './working-time';

const ACTION_WORDS: Record<AlertAction, string> = {
  acknowledge: 'Acknowledge',
  hand_back: 'Hand back',
  await: 'Await',
  resume: 'Resume',
  close: 'Close',
  reopen: 'Re-open',
  withdraw: 'Withdraw',
};

/**
 * `docs/states.md`: every state and rule a clinician signs for, printed from the tables the program itself runs on, so
 * that page and program cannot differ. A spec fails when the stored page is stale.
 */
export function statesPage(): string {
  return [
    '# States and rules',
    'Printed from the rules in `libs/domain`, for a clinician to read and sign. Do not edit: change the rule, then run ' +
      '`UPDATE_STATES=1 npx vitest run libs/domain/src/states-page.spec.ts`. Times are those of Europe/London. In hours ' +
      `is ${DEFAULT_HOURS.start} to ${DEFAULT_HOURS.end} from Monday to Friday, bank holidays of England and Wales excepted.`,
    ...attendances(),
    ...tiers(),
    ...alerts(),
    ...corrections(),
    ...openAccess(),
    ...emergencyPlan(),
    ...surveyMessages(),
    ...merge(),
    '## Signed',
    table(['Name', 'Role', 'Date', 'Version of the program'], [['', '', '', '']]),
  ]
    .join('\n\n')
    .concat('\n');
}

function attendances(): string[] {
  return [
    '## Attendance',
    'One arrival of one child at one hospital for one problem. An attendance counts as closed when the child has left ' +
      'and its alert is closed; no one sets that by hand.',
    table(
      ['State', 'May become'],
      (Object.keys(ATTENDANCE_STATES) as AttendanceState[]).map((state) => [
        ATTENDANCE_STATES[state],
        listOrEnd(ATTENDANCE_TRANSITIONS[state].map((next) => ATTENDANCE_STATES[next])),
      ]),
    ),
  ];
}

function tiers(): string[] {
  const clocks: Record<Tier, string> = {
    red: `${DEFAULT_LIMITS.redMinutes} minutes, at any hour`,
    amber:
      `${DEFAULT_LIMITS.amberMinutes} minutes when raised in hours. Otherwise by the next ` +
      `${DEFAULT_LIMITS.amberAfterNight}, or ${DEFAULT_LIMITS.amberMinutes} minutes into the next hours if that is sooner`,
    blue: `${DEFAULT_LIMITS.blueTime} on the next working day after the day it was raised`,
  };
  return [
    '## Tier of an alert',
    'Every attendance raises one alert. Somebody must own it within:',
    table(
      ['Tier', 'Owned within'],
      (Object.keys(TIERS) as Tier[]).map((tier) => [TIERS[tier], clocks[tier]]),
    ),
    'The tier is that of the first trigger that fires, read from the top of this table; the others that fire are listed ' +
      'with it:',
    table(
      ['Trigger', 'Tier'],
      Object.values(TIER_TRIGGERS).map(({ words, tier }) => [words, TIERS[tier]]),
    ),
    [
      '- Bleeding means: bleeding, head injury, pain in a joint or muscle, a problem giving factor, or any other ' +
        'unplanned visit for which a bleed site was named.',
      `- No first treatment fires for a bleeding child ${FIRST_TREATMENT_WITHIN_MINUTES} minutes after arrival, while ` +
        'neither a time nor a reason is recorded and the child is still there. Advice not sought fires for a bleeding ' +
        'child when the answer to that question was no.',
      '- Planned treatment stays blue unless a red trigger fires, the child is admitted or transferred, or the child is ' +
        'not matched to a record.',
      '- Unrelated illness stays blue until a red or amber trigger fires. Any other visit is at least amber, as a ' +
        'possible bleeding disorder problem.',
      '- A child not matched to a record is at least amber. Open access, network, earlier visits and plan are then ' +
        'unknown and fire nothing.',
      `- A report more than ${LATE_REPORT_AFTER_MINUTES / 60} hours after the child left is never above amber, unless ` +
        'the child is still unwell. Lateness alone does not lift a planned or unrelated visit above blue.',
      '- The tier may rise by itself. Anyone of the unit may raise it, naming why. It falls only by a person who gives a ' +
        'reason, and never without an owner; what was judged then does not raise it again, a new fact does.',
    ].join('\n'),
  ];
}

function alerts(): string[] {
  return [
    '## Alert',
    'Acknowledged means that a named person owns it; reading it changes nothing. Re-opening gives it to the person who ' +
      'does so.',
    table(
      ['State', 'What can be done', 'Which makes it'],
      (Object.keys(ALERT_STATES) as AlertState[]).flatMap((state) => {
        const steps = Object.entries(ALERT_TRANSITIONS[state]) as [AlertAction, AlertState][];
        if (steps.length === 0) return [[ALERT_STATES[state], 'nothing, this is an end', '']];
        return steps.map(([action, next]) => [ALERT_STATES[state], ACTION_WORDS[action], ALERT_STATES[next]]);
      }),
    ),
    'Without acknowledgement, time alone tells more people, on screen and by email, and from level 1 of red and level 2 ' +
      'of the others with a call to make by telephone. Each step tells those on the rota for it; an empty place falls ' +
      'through to the next at once.',
    table(
      ['Level', 'Red', 'Amber', 'Blue'],
      [1, 2, 3].map((level) => [
        String(level),
        `${level * DEFAULT_LIMITS.redMinutes} minutes`,
        level === 1 ? 'when its time is over' : `${(level - 1) * DEFAULT_LIMITS.amberMinutes} minutes after that`,
        level === 1 ? 'when its time is over' : `${DEFAULT_LIMITS.blueTime} of the working day after that`,
      ]),
    ),
    [
      `- From level 3 on everybody of that level is re-notified every ${REPEAT_MINUTES} minutes, without end, until a person acknowledges.`,
      `- A red alert that is owned, or put aside until a time that has passed, goes back to the queue after ${SILENT_MINUTES / 60} hours without a liaison entry.`,
      `- A child not matched to a record ${UNMATCHED_WITHIN_MINUTES} minutes after logging is told to the nurse in charge.`,
      '- Handing back stops no clock: an alert whose time is over goes on to the next people at once.',
    ].join('\n'),
    'One message to one person, by one way. Sent means taken by the next machine; only confirmed means that it reached a person:',
    table(
      ['Message', 'May become'],
      (Object.keys(DELIVERY_STATES) as DeliveryState[]).map((state) => [
        DELIVERY_STATES[state],
        listOrEnd(DELIVERY_TRANSITIONS[state].map((next) => DELIVERY_STATES[next])),
      ]),
    ),
    'Red and amber alerts close only when each of these is settled; blue alerts need none:',
    Object.values(CHECKLIST_ITEMS)
      .map((item) => `- ${item}`)
      .join('\n'),
  ];
}

function corrections(): string[] {
  const facts = { role: 'haemostasis_nurse', tier: 'red' } as const;
  const cells = (kind: CorrectionKind) =>
    [
      { everRed: false, ownedByAnother: false },
      { everRed: true, ownedByAnother: false },
      { everRed: true, ownedByAnother: true },
    ].map((more) =>
      kind === 'lower_tier' && !more.everRed ? '' : CONSENTS[consentNeeded(kind, { ...facts, ...more })],
    );
  return [
    '## Taking something back',
    `Nothing is deleted. A withdrawn alert stays on Today, struck through, for ${WITHDRAWN_SHOWN_DAYS} days. Who has to ` +
      'agree besides the person who asks; a PHU doctor lowers a tier from Red alone:',
    table(
      ['What', 'The alert was never Red', 'It was Red', 'It was Red and somebody else owns it'],
      (Object.keys(CORRECTIONS) as CorrectionKind[]).map((kind) => [CORRECTIONS[kind], ...cells(kind)]),
    ),
  ];
}

function openAccess(): string[] {
  const validities = VALIDITIES_BY_STRENGTH.map((validity) => [
    OPEN_ACCESS_VALIDITIES[validity],
    isHonoured(validity) ? 'yes' : 'no',
  ]);
  return [
    '## Open access arrangement',
    `Reviewed within ${REVIEW_WITHIN_MONTHS} months, and on the day the child turns 15½. A renewal is a draft of its own; ` +
      'the version before it goes on counting until the hospital has agreed, and is superseded in that moment.',
    table(
      ['State', 'What can happen', 'By whom', 'Which makes it'],
      (Object.keys(OPEN_ACCESS_STATES) as OpenAccessState[]).flatMap((state) => {
        const steps = Object.entries(OPEN_ACCESS_STEPS[state]) as [OpenAccessAction, OpenAccessState][];
        if (steps.length === 0) return [[OPEN_ACCESS_STATES[state], 'nothing, this is an end', '', '']];
        return steps.map(([action, next]) => [
          OPEN_ACCESS_STATES[state],
          OPEN_ACCESS_ACTIONS[action],
          actorWords(OPEN_ACCESS_ACTORS[action]),
          OPEN_ACCESS_STATES[next],
        ]);
      }),
    ),
    'Sent only when complete: unit, reasons, where to go in and out of hours, a number to ring first for every hour of ' +
      'the week (a bank holiday counts as a Sunday), review date, issuing consultant. Suspended only with a reason, a ' +
      'review date, and how family, link consultant, ward and GP were told. Unanswered it is chased after ' +
      `${CHASE_AFTER_WORKING_DAYS} working days and given to a consultant after ${CONSULTANT_AFTER_WORKING_DAYS}.`,
    'A review is forced, and the days of grace begin, by:',
    Object.values(FORCED_REVIEWS)
      .map((reason) => `- ${reason}`)
      .join('\n'),
    `The day after its review date an arrangement is due review and still honoured, to the end of the ` +
      `${REVIEW_GRACE_DAYS}th day after the review date. Then it has expired, also when it has been looked at. An arrangement ` +
      'with an end time ends at that time, without days of grace. With several at one hospital the strongest answer ' +
      'counts, in this order:',
    table(['At the moment of arrival', 'Honoured'], validities),
  ];
}

const PLAN_ACTION_WORDS: Record<EmergencyPlanAction, string> = {
  approve: 'A doctor who did not write it approves it',
  discard: 'Discard',
  supersede: 'A newer version is approved',
  withdraw: 'A doctor withdraws it, with a reason',
};

function emergencyPlan(): string[] {
  return [
    '## Emergency plan',
    'Approved text is never edited. A version that was not approved is shown in its editor and nowhere else.',
    table(
      ['State', 'What can be done', 'Which makes it'],
      (Object.keys(EMERGENCY_PLAN_STATES) as EmergencyPlanState[]).flatMap((state) => {
        const steps = Object.entries(EMERGENCY_PLAN_TRANSITIONS[state]) as [EmergencyPlanAction, EmergencyPlanState][];
        if (steps.length === 0) return [[EMERGENCY_PLAN_STATES[state], 'nothing, this is an end', '']];
        return steps.map(([action, next]) => [
          EMERGENCY_PLAN_STATES[state],
          PLAN_ACTION_WORDS[action],
          EMERGENCY_PLAN_STATES[next],
        ]);
      }),
    ),
    [
      `- It is reviewed within ${MOST_REVIEW_MONTHS} months. The day after its review date the card says OUT OF DATE and ` +
        'stays readable. Of a withdrawn plan nothing is shown but that it was withdrawn.',
      `- It cannot be approved without: ${Object.values(PLAN_FIELDS)
        .filter(({ required }) => required)
        .map(({ label }) => label.toLowerCase())
        .join(', ')}.`,
      '- It names the weight, inhibitor, treatment and central line it was written for. When one of them changes on the ' +
        'record, the card says so, and a draft written before the change cannot be approved.',
      `- A weight is too old after ${WEIGHT_MONTHS.underFive} months under 5 years of age, after ` +
        `${WEIGHT_MONTHS.fromFive} months from then on.`,
      '- The program works out no dose.',
    ].join('\n'),
  ];
}

function surveyMessages(): string[] {
  return [
    '## Message of a survey to a family',
    'One invitation and at most one reminder for a child and survey. Whether it may go is asked when the list is looked ' +
      'through, when it is sent, and again in the moment in which each message leaves.',
    table(
      ['Message', 'May become'],
      (Object.keys(SURVEY_MESSAGE_STATES) as SurveyMessageState[]).map((state) => [
        SURVEY_MESSAGE_STATES[state],
        listOrEnd(SURVEY_MESSAGE_TRANSITIONS[state].map((next) => SURVEY_MESSAGE_STATES[next])),
      ]),
    ),
    `After ${MOST_SURVEY_TRIES} tries it is listed as not sent. Nothing is sent, and the first of these is named, when:`,
    Object.values(WHY_LEFT_OUT)
      .map((why) => `- ${why}`)
      .join('\n'),
  ];
}

const MERGE_ACTION_WORDS: Record<MergeAction, string> = {
  confirm: 'A second person of the unit confirms it',
  decline: 'Anybody of the unit declines it, with a reason',
  undo: `Anybody of the unit unmerges them within ${UNDO_DAYS} days, with a reason`,
};

function merge(): string[] {
  return [
    '## Two records of one child',
    'Proposed by a person, never by the program, and always confirmed by another.',
    table(
      ['State', 'What can be done', 'Which makes it'],
      (Object.keys(MERGE_STATES) as MergeState[]).flatMap((state) => {
        const steps = Object.entries(MERGE_TRANSITIONS[state]) as [MergeAction, MergeState][];
        if (steps.length === 0) return [[MERGE_STATES[state], 'nothing, this is an end', '']];
        return steps.map(([action, next]) => [MERGE_STATES[state], MERGE_ACTION_WORDS[action], MERGE_STATES[next]]);
      }),
    ),
    [
      '- Everything that belongs to the record that closes goes to the one that is kept, unless the two would then ' +
        'contradict each other: such an entry stays with the closed record and is listed before anybody confirms.',
      '- The facts of the kept record stay as they are. What the two say differently is shown side by side; a person ' +
        'copies what is right.',
      '- A record that says that the child has died, that the address is restricted or that the family has moved away is ' +
        'not closed in favour of one that does not.',
      '- No alert changes its state, its tier or its time.',
      '- Unmerged, every entry is back where it was, byte for byte; what was changed since keeps the change and is ' +
        'listed, and what was added since stays with the kept record.',
    ].join('\n'),
  ];
}

function actorWords(actors: readonly Role[] | 'time' | 'rule'): string {
  if (actors === 'time') return 'the dates alone';
  return actors === 'rule' ? 'by itself' : actors.map((role) => ROLES[role]).join(', ');
}

function listOrEnd(names: readonly string[]): string {
  return names.length === 0 ? 'nothing, this is an end' : names.join('; ');
}

/** Columns padded to one width, as the formatter of this repository leaves them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[title, ...rows.map((row) => row[column]!)].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
