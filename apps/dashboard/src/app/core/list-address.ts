import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type Params, Router } from '@angular/router';
import { pageOf, type SortKeys } from '@shared-care/domain/list-page';
import type { ListPage, ListQuery } from '@shared-care/ui/data-list/list-state';

/** Sort, page and filters of a list, kept in the address, so that Back, reload and a sent link show the same list. */
export interface ListAddress<Filter extends string> {
  query: Signal<ListQuery>;
  /** '' for a filter that is not set. */
  filters: Signal<Readonly<Record<Filter, string>>>;
  filtered: Signal<boolean>;
  /** All of it as the query of a route; filters that are not set are left out. */
  asked: Signal<Readonly<Record<string, string | number>>>;
  ask(query: ListQuery): void;
  /**
   * Sets one filter or several, '' takes one away; the list starts at its first page again. What is typed letter by
   * letter replaces the address instead of adding to what Back goes through.
   */
  filter(change: Partial<Record<Filter, string>>, typed?: 'typed'): void;
  clear(): void;
}

/**
 * For `sc-data-list`. Call it where `inject` is allowed. What somebody typed to find one child is no filter: names and
 * numbers never stand in an address.
 */
export function listAddress<Filter extends string>(
  start: Pick<ListQuery, 'sort'> & Partial<ListQuery>,
  names: readonly Filter[],
): ListAddress<Filter> {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const params = toSignal(route.queryParamMap, { requireSync: true });
  const first: ListQuery = { descending: false, page: 1, size: 25, ...start };
  const counted = (text: string | null, otherwise: number, most: number): number => {
    const value = Number(text);
    return Number.isInteger(value) && value >= 1 && value <= most ? value : otherwise;
  };

  const query = computed<ListQuery>(() => {
    const sort = params().get('sort');
    return {
      sort: sort ?? first.sort,
      descending: sort === null ? first.descending : params().get('order') === 'down',
      page: counted(params().get('page'), 1, 1_000_000),
      size: counted(params().get('rows'), first.size, 100),
    };
  });
  const filters = computed(
    () => Object.fromEntries(names.map((name) => [name, params().get(name) ?? ''])) as Record<Filter, string>,
  );
  // A navigation ends the one before it, so what that one was to change goes with it.
  let underWay: Params = {};
  const go = (change: Params, replaceUrl = false): void => {
    const queryParams = (underWay = { ...underWay, ...change });
    void router
      .navigate([], { relativeTo: route, queryParams, queryParamsHandling: 'merge', scroll: 'manual', replaceUrl })
      .finally(() => {
        if (underWay === queryParams) underWay = {};
      });
  };
  const filter = (change: Partial<Record<Filter, string>>, typed?: 'typed'): void =>
    go(
      {
        ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value === '' ? null : value])),
        page: null,
      },
      typed !== undefined,
    );

  const asked = computed(() => {
    const { sort, descending, page, size } = query();
    const set = Object.entries<string>(filters()).filter(([, value]) => value !== '');
    return { page, rows: size, sort, order: descending ? 'down' : 'up', ...Object.fromEntries(set) };
  });

  return {
    query,
    filters,
    asked,
    filtered: computed(() => Object.values(filters()).some((value) => value !== '')),
    ask: ({ sort, descending, page, size }) => {
      const asFirst = sort === first.sort && descending === first.descending;
      go({
        sort: asFirst ? null : sort,
        order: asFirst ? null : descending ? 'down' : 'up',
        page: page === 1 ? null : page,
        rows: size === first.size ? null : size,
      });
    },
    filter,
    clear: () => filter(Object.fromEntries(names.map((name) => [name, ''])) as Partial<Record<Filter, string>>),
  };
}

/** A page of a list that the server answers as a whole, such as that of all hospitals. */
export function pageHere<Row>(
  all: readonly Row[],
  matching: readonly Row[],
  { sort, descending, page, size }: ListQuery,
  keys: SortKeys<Row, string>,
): ListPage<Row> {
  const order = { sort, order: descending ? 'down' : 'up', page, rows: size } as const;
  const known = sort in keys ? keys : { [sort]: () => null };
  return { rows: pageOf(matching, order, known), total: matching.length, all: all.length };
}
