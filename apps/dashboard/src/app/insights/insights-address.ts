import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

/** What the page is about. '' is what the server chooses: the last twelve months, all hospitals. */
export interface InsightFilter {
  from: string;
  to: string;
  hospital: string;
}

/** Period and hospital, kept in the address, so that Back, reload and a sent link show the same. */
export function insightsAddress(): { filter: Signal<InsightFilter>; choose(change: Partial<InsightFilter>): void } {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const params = toSignal(route.queryParamMap, { requireSync: true });
  return {
    filter: computed(
      () => ({
        from: params().get('from') ?? '',
        to: params().get('to') ?? '',
        hospital: params().get('hospital') ?? '',
      }),
      { equal: (one, other) => one.from === other.from && one.to === other.to && one.hospital === other.hospital },
    ),
    choose: (change) => {
      const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
      void router.navigate([], { relativeTo: route, queryParams, queryParamsHandling: 'merge', scroll: 'manual' });
    },
  };
}
