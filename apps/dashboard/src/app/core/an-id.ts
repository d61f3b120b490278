import type { CanMatchFn } from '@angular/router';

/** For a route that begins with `:id`: a word that is no id, such as the name of a page for others, is not here. */
export const anId: CanMatchFn = (_route, [first]) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(first?.path ?? '');
