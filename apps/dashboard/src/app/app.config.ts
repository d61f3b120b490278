import { APP_BASE_HREF } from '@angular/common';
import {
  HttpXsrfTokenExtractor,
  provideHttpClient,
  withFetch,
  withInterceptors,
  withXsrfConfiguration,
} from '@angular/common/http';
import { type ApplicationConfig, LOCALE_ID, provideBrowserGlobalErrorListeners } from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withRouterConfig,
} from '@angular/router';
import { routes } from './app.routes';
import { WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import { watchAnswers } from './core/answers';
import { PageTitle } from './core/page-title';
import { tellRefreshes } from './core/refresh';
import { WriteToken } from './core/write-token';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
    ),
    provideHttpClient(
      withFetch(),
      withInterceptors([tellRefreshes, watchAnswers]),
      withXsrfConfiguration({ headerName: WRITE_TOKEN_HEADER }),
    ),
    { provide: HttpXsrfTokenExtractor, useClass: WriteToken },
    // In place of <base href>, which the content security policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    { provide: LOCALE_ID, useValue: 'en-GB' },
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
