import { insightRoutes } from './insights/routes';
import type { Route } from './route';

/** Every door of the API, by concept. */
export const ALL_ROUTES = {
  insights: insightRoutes,
} satisfies Record<string, Record<string, Route>>;

type Concepts = typeof ALL_ROUTES;
type AnyRoute = { [C in keyof Concepts]: Concepts[C][keyof Concepts[C]] }[keyof Concepts];

/** Each route under the words by which a client calls it: `GET insights/alert-load`. */
export type RouteByName = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };

/** The same at run time. */
export const ROUTES: readonly Route[] = Object.values(ALL_ROUTES).flatMap((concept) => Object.values(concept));
