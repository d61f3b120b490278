import type { HttpInterceptorFn } from '@angular/common/http';
import { REFRESH_HEADER } from '@shared-care/contracts/routes';

let refreshing = false;

/** Runs `load` so that the requests it begins at once say that a screen fetches again what it shows. */
export function asRefresh<T>(load: () => Promise<T>): Promise<T> {
  refreshing = true;
  try {
    return load();
  } finally {
    refreshing = false;
  }
}

export const tellRefreshes: HttpInterceptorFn = (request, next) =>
  next(refreshing && request.method === 'GET' ? request.clone({ setHeaders: { [REFRESH_HEADER]: '1' } }) : request);
