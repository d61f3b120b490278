import { HttpErrorResponse, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { tap } from 'rxjs';
import { Live } from './live';
import { SessionStore } from './session-store';

/** Learns from every answer whether the server is within reach and whether the session still lives. */
export const watchAnswers: HttpInterceptorFn = (request, next) => {
  const live = inject(Live);
  const router = inject(Router);
  // SessionStore itself talks HTTP; asking for it later avoids needing it to build itself.
  const isSession =
    request.url.startsWith('/api/session/') || ['/api/session', '/api/sign-in-page'].includes(request.url);
  const session = isSession ? null : inject(SessionStore);

  return next(request).pipe(
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
