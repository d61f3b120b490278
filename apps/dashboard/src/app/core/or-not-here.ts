import type { Routes } from '@angular/router';

/**
 * Routes of a part that loads when it is opened. Every address below it that is unknown, or closed to the reader, shows
 * the page "Not here": without it, an address whose first words are right and which nothing matches shows nothing at all.
 */
export function orNotHere(routes: Routes): Routes {
  return [
    ...routes.map((route) =>
      route.children !== undefined && route.component === undefined && route.loadComponent === undefined
        ? { ...route, children: orNotHere(route.children) }
        : route,
    ),
    { path: '**', title: 'Not here', loadComponent: () => import('./not-here').then((file) => file.NotHere) },
  ];
}
