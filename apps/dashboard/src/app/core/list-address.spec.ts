// Angular's own packages are compiled when they are loaded outside a build.
import '@angular/compiler';
import { DOCUMENT, Location } from '@angular/common';
import { SpyLocation } from '@angular/common/testing';
import {
  createEnvironmentInjector,
  EnvironmentInjector,
  Injector,
  runInInjectionContext,
  ɵConsole,
  ɵINJECTOR_SCOPE,
} from '@angular/core';
import { ActivatedRoute, provideRouter, Router } from '@angular/router';
import { beforeEach, describe, expect, it } from 'vitest';
import { listAddress, type ListAddress } from './list-address';

describe('the address of a list', () => {
  let router: Router;
  let list: ListAddress<'hospital' | 'severity'>;
  beforeEach(async () => {
    const injector = createEnvironmentInjector(
      [
        { provide: ɵINJECTOR_SCOPE, useValue: 'root' },
        provideRouter([{ path: '**', children: [] }]),
        { provide: Location, useClass: SpyLocation },
        { provide: DOCUMENT, useValue: { baseURI: 'http://here/', location: { origin: 'http://here' } } },
        { provide: ActivatedRoute, useFactory: (given: Router) => given.routerState.root, deps: [Router] },
      ],
      createEnvironmentInjector(
        [{ provide: ɵINJECTOR_SCOPE, useValue: 'platform' }, ɵConsole],
        Injector.NULL as EnvironmentInjector,
      ),
    );
    router = injector.get(Router);
    await router.navigateByUrl('/patients?page=3');
    list = runInInjectionContext(injector, () => listAddress({ sort: 'name' }, ['hospital', 'severity']));
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('keeps the first of two filters that are set before the router is done', async () => {
    list.filter({ hospital: 'RHW01' });
    list.filter({ severity: 'severe' });
    await settled();
    expect(router.url).toBe('/patients?hospital=RHW01&severity=severe');
    expect(list.filters()).toEqual({ hospital: 'RHW01', severity: 'severe' });
  });

  it('forgets what was under way once it is done', async () => {
    list.filter({ hospital: 'RHW01' });
    list.ask({ sort: 'birthDate', descending: true, page: 1, size: 25 });
    await settled();
    await router.navigateByUrl('/patients');
    list.filter({ severity: 'mild' });
    await settled();
    expect(router.url).toBe('/patients?severity=mild');
  });
});
