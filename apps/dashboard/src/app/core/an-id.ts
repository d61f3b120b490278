import type { CanMatchFn } from '@angular/router';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** For a route with `:id`: a word in its place that is no id, such as the name of a page for others, is not here. */
export const anId: CanMatchFn = (_route, segments) => segments.some(({ path }) => ID.test(path));
