export interface Shortcut {
  keys: string;
  does: string;
  /** A single printable key, which people who dictate to the computer must be able to switch off (WCAG 2.1.4). */
  single?: true;
}

export const SHORTCUTS: readonly { where: string; shortcuts: readonly Shortcut[] }[] = [
  {
    where: 'Anywhere',
    shortcuts: [
      { keys: 'Ctrl + K', does: 'Find a child, alert, page or action' },
      { keys: '/', does: 'Find a child, alert, page or action', single: true },
      { keys: 'Alt + N', does: 'Log attendance' },
      { keys: 'Alt + Shift + 1 to 9', does: 'The first nine entries of the menu' },
      { keys: 'Esc', does: 'Close the panel, sheet or list' },
      { keys: '?', does: 'Help, with this list', single: true },
    ],
  },
  {
    where: 'In the list of alerts',
    shortcuts: [
      { keys: '↓ ↑', does: 'Next, previous alert' },
      { keys: 'j k', does: 'Next, previous alert', single: true },
      { keys: 'Home End', does: 'First, last alert' },
      { keys: 'Enter', does: 'Open the alert' },
      { keys: 'o', does: 'Open the alert', single: true },
      { keys: 'a', does: 'Acknowledge', single: true },
      { keys: 'u', does: 'Undo acknowledge, for 10 seconds', single: true },
      { keys: 'n', does: 'Show new alerts', single: true },
    ],
  },
  {
    where: 'In an open alert',
    shortcuts: [
      { keys: 'a', does: 'Acknowledge', single: true },
      { keys: 'u', does: 'Hand back', single: true },
      { keys: 'r', does: 'Record a call', single: true },
      { keys: 't', does: 'Record the first treatment', single: true },
      { keys: 'w', does: 'Wait', single: true },
      { keys: 'h', does: 'Hand over', single: true },
      { keys: 'c', does: 'Close the alert', single: true },
    ],
  },
  {
    where: 'In the list of requests',
    shortcuts: [
      { keys: 'j k', does: 'Next, previous request', single: true },
      { keys: 'Enter', does: 'Open the request' },
      { keys: 's', does: 'Take the next step', single: true },
      { keys: 'a', does: 'Take the request: you do it', single: true },
      { keys: 'x', does: 'Tick; with Shift, all from the last one ticked', single: true },
      { keys: 'u', does: 'Undo', single: true },
      { keys: 'n', does: 'New request', single: true },
    ],
  },
  {
    where: 'In a verification round',
    shortcuts: [
      { keys: 'c', does: 'The number is correct', single: true },
      { keys: 'n', does: 'No answer', single: true },
      { keys: 'w', does: 'Wrong number', single: true },
      { keys: 'e', does: 'Edit the contact', single: true },
      { keys: 's', does: 'Skip', single: true },
      { keys: 'u', does: 'Undo the last answer', single: true },
    ],
  },
  { where: 'In forms', shortcuts: [{ keys: 'Ctrl + Enter', does: 'Save' }] },
];
