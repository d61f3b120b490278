import { HttpErrorResponse, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import { tap } from 'rxjs';
import { Live } from './live';
import { Presence } from './presence';
import { SessionStore } from './session-store';

/** Learns from every answer whether the server is within reach and whether the session still lives. */
export const watchAnswers: HttpInterceptorFn = (request, next) => {
  const live = inject(Live);
  const router = inject(Router);
  // SessionStore itself talks HTTP; asking for it later avoids needing it to build itself.
  const isSession =
    request.url.startsWith('/api/session/') || ['/api/session', '/api/sign-in-page'].includes(request.url);
  const session = isSession ? null : inject(SessionStore);

  // What a screen fetches by itself must not keep the session of somebody who has left alive.
  const attended = inject(Presence).here();
  const sent = attended ? request : request.clone({ setHeaders: { [UNATTENDED_HEADER]: '1' } });
  return next(sent).pipe(
    tap({
      next: (event) => {
        if (event instanceof HttpResponse) live.reached();
      },
      error: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse)) return;
        if (error.status === 0) live.notReached();
        else live.reached();
        if (error.status === 401 && session !== null && session.user() !== null) {
          const back = router.url;
          session.ended();
          void router.navigate(['/sign-in'], { queryParams: { return: back, ended: true } });
        }
      },
    }),
  );
};
