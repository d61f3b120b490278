/** The part of a record's address that leads to the numbers of this hour. */
export const NUMBERS = 'numbers';

/** Shows them below what stays at the top of the screen, and moves the focus there; false where they are not drawn. */
export function showNumbers(): boolean {
  const heading = document.getElementById('ring-title');
  heading?.scrollIntoView({ block: 'center' });
  heading?.focus({ preventScroll: true });
  return heading !== null;
}
