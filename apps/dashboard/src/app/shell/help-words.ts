export interface HelpOfPage {
  /** What the page is for. */
  what: string;
  /** Words that stand on it, and what they mean here. */
  words: readonly (readonly [term: string, meaning: string])[];
}

const TIER: HelpOfPage['words'][number] = [
  'Red, amber, blue',
  'How soon somebody must acknowledge. The ring beside an alert runs down to that time.',
];
const OWNER: HelpOfPage['words'][number] = [
  'Owner',
  'The person who acknowledged the alert. It stays theirs until they hand it over and a colleague accepts, or until it is closed.',
];
const HEALTH: HelpOfPage['words'][number] = [
  'Verified, overdue, stale',
  'When a person last rang the number and it was right. Stale: no answer twice, or wrong once.',
];

/** By the entry of the navigation that holds the page. */
export const HELP: Readonly<Record<string, HelpOfPage | undefined>> = {
  '/': {
    what: 'Every alert that is not closed, by who has to act: what needs an owner comes first, then yours, your colleagues’, and what waits.',
    words: [
      TIER,
      OWNER,
      [
        'Acknowledge',
        '“I own this.” Escalation stops, and every screen shows your name. You can undo it for 10 seconds.',
      ],
      ['Overdue', 'Not acknowledged in time. The next people on the rota are told, level by level.'],
      ['Next', 'What the owner agreed to do, and when. The alert rises when that time comes.'],
      ['Not matched', 'The child was not found in the register. Match the child before you close.'],
    ],
  },
  '/handover': {
    what: 'What the next person needs to know of each child, with a note for each: how ill the child is, what the plan is, what to do if something happens.',
    words: [
      OWNER,
      ['Offer', 'You ask a colleague to take an alert. You stay the owner until they accept.'],
      ['Decline', 'The colleague does not take it. The alert stays with its owner.'],
    ],
  },
  '/my-patients': {
    what: 'The children whom the unit shares with you. A plan opens with one press; numbers are the right ones for this hour.',
    words: [
      ['Log arrival', 'Tells the unit at once that the child is in your department.'],
      [
        'Emergency access',
        'Opens the emergency view of a child who is not yours. You give a reason, and the unit is told.',
      ],
    ],
  },
  '/my-patients/contacts': {
    what: 'Numbers of the unit and of your hospital. They are kept on this device for when there is no network.',
    words: [HEALTH],
  },
  '/my-patients/me': {
    what: 'Your post and who covers for you. While a colleague covers, they see your children and are told of them.',
    words: [['Cover', 'Days on which another link consultant answers for you.']],
  },
  '/admin': {
    what: 'Everything that waits for an admin, most dangerous first. Of children it shows counts, never which.',
    words: [HEALTH],
  },
  '/patients': {
    what: 'The register of children. Find one by name in any order, birth date, NHS or hospital number.',
    words: [
      ['Similar name', 'Two children have names that are easily confused. Check the birth date.'],
      ['Merged', 'Two records of one child became one. The old address leads to the record that stays.'],
      ['Not recorded', 'The unit has no answer. It is not the same as “None known”.'],
    ],
  },
  '/emergency-plans': {
    what: 'Children whose emergency plan somebody has to work on: drafts to approve, plans past their review, and facts that changed since.',
    words: [
      ['Draft', 'Being written. No hospital sees it.'],
      [
        'Approved',
        'A doctor who did not write it agreed. Hospitals see it. It is never edited: a new version takes its place.',
      ],
      ['Written for other facts', 'Weight, inhibitor, treatment or line changed after it was approved.'],
    ],
  },
  '/open-access': {
    what: 'Standing permissions to come straight to a unit of a hospital: what is due for review, what waits for agreement, and children with none.',
    words: [
      ['Valid', 'Agreed by both hospitals and in its dates.'],
      ['Due review', 'A fact changed or the review date has come. It stays valid.'],
      ['Expired', 'Its dates ran out. The child is not expected there any more.'],
      ['Not held', 'The ward or the family has no letter of it yet.'],
    ],
  },
  '/open-access/to-agree': {
    what: 'Arrangements at your hospital that wait for your answer.',
    words: [['Agree', 'The child may come straight to the named unit from then on.']],
  },
  '/transitions': {
    what: 'Young people on the way to the adults’ service, and what is still missing before they go.',
    words: [['Transfer', 'The day on which the adults’ service takes over.']],
  },
  '/merges': {
    what: 'Two records of one child become one. One person proposes, another confirms.',
    words: [['Unmerge', 'Within 30 days the records can be separated again.']],
  },
  '/link-consultants/corrections': {
    what: 'What link consultants say is wrong in a record. You check it and change the record, or say why not.',
    words: [],
  },
  '/emergency-access/reviews': {
    what: 'Who opened the emergency view of a child who is not theirs. A person who was not involved reviews each.',
    words: [],
  },
  '/requests': {
    what: 'What families ask for between emergencies, by the day on which it is to be done.',
    words: [
      ['Do by', 'Counted in working days from when the family asked.'],
      ['Take', 'You do it. Others see your name.'],
      ['Waiting', 'Somebody else has to act first. It comes back on its day.'],
    ],
  },
  '/home-therapy': {
    what: 'Families who treat at home: stock, deliveries and diary, those with a concern first.',
    words: [['Stock left', 'Days until the last count is used up.']],
  },
  '/reminders': {
    what: 'Rules that find children for whom something is due. Look through it once a week; it interrupts no one.',
    words: [['Rule', 'What is looked for. It finds nothing while it is switched off.']],
  },
  '/letters/batches': {
    what: 'The same letter for every child of one hospital, checked and printed together.',
    words: [['Current', 'The code on the paper answers that it may be used.']],
  },
  '/surveys': { what: 'Questions to families by email. Who may not be written to is left out and counted.', words: [] },
  '/notices': {
    what: 'Facts that a person must see and settle: a child came of age, moved away or died.',
    words: [['Dismiss', 'The notice is settled. What it stopped stays stopped.']],
  },
  '/treatments': {
    what: 'What a department reads about a drug. A doctor who did not write the words approves them.',
    words: [],
  },
  '/emergency-advice': { what: 'First steps for any child with a bleeding disorder, without naming one.', words: [] },
  '/hospitals': {
    what: 'Hospitals of the network with their departments, numbers and link consultants.',
    words: [HEALTH, ['Waits for a second person', 'A new number is used only after another person rang it.']],
  },
  '/hospitals/verification': {
    what: 'Ring the doubtful numbers one after another, and say what you heard.',
    words: [HEALTH],
  },
  '/link-consultants': {
    what: 'Who knows the children at each hospital, from when to when, and who covers.',
    words: [['Post', 'The days on which a link consultant works at a hospital.']],
  },
  '/rota': {
    what: 'Who is on duty, hour by hour, and who is told of an alert at any time.',
    words: [
      ['Gap', 'Hours with no name for a duty. Everybody is told then.'],
      ['Told', 'Who gets the message, level by level, until somebody acknowledges.'],
    ],
  },
  '/insights': {
    what: 'Figures from the unit’s own records. Every number opens the list that it counts.',
    words: [['Figure', 'What is counted, with its definition beside it.']],
  },
  '/patient-imports': {
    what: 'Many children at once from a table. Each line is checked before anything is written.',
    words: [],
  },
  '/users': { what: 'Who has an account, and with which role. A change of role needs two admins.', words: [] },
  '/audit': { what: 'Who looked at which child, and what was unusual. The log cannot be changed.', words: [] },
  '/set-up': { what: 'What is missing before the first alert can be raised and delivered.', words: [] },
  '/settings': {
    what: 'Times and days of the unit. A second person confirms each change, and it begins at midnight.',
    words: [],
  },
};
