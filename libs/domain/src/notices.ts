/** Facts about a record that a person must see and settle. Each acts on the record from the moment it is written down. */
export const NOTICE_KINDS = {
  died: 'Died',
  restricted: 'Restricted address',
  nhs_number_invalid: 'NHS number invalid',
  nhs_number_superseded: 'NHS number superseded',
  moved_away: 'Moved out of the area',
  of_age: 'Over 18',
} as const;
export type NoticeKind = keyof typeof NOTICE_KINDS;

/** Those a person writes down; the calendar finds the others. */
export const WRITTEN_NOTICES = [
  'died',
  'restricted',
  'nhs_number_invalid',
  'nhs_number_superseded',
  'moved_away',
] as const satisfies readonly NoticeKind[];
export type WrittenNotice = (typeof WRITTEN_NOTICES)[number];

/** What stops at once, in the words of the screens. Nothing of it is undone by dismissing the notice. */
export const NOTICE_EFFECTS: Readonly<Record<NoticeKind, string>> = {
  died: 'Requests, reminders, letters and messages to the family have stopped.',
  restricted:
    'Address, telephone and email are kept back on every screen, print, export and letter. Messages have stopped.',
  nhs_number_invalid: 'The number is struck through everywhere. Messages have stopped.',
  nhs_number_superseded: 'The number is struck through everywhere. Messages have stopped.',
  moved_away: 'Requests, reminders and messages to the family have stopped. Alerts and letters go on.',
  of_age: 'Messages to the parents have stopped.',
};

/** Running requests end with the notice. */
export const STOPS_REQUESTS: readonly NoticeKind[] = ['died', 'moved_away'];

/** To say that it was not so takes somebody else than who wrote it down: a slip would open what is kept back. */
export const TAKEN_BACK_BY_ANOTHER: readonly NoticeKind[] = ['restricted'];
