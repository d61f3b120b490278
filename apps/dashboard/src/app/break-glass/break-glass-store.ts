import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { BreakGlassAnswer, BreakGlassReviews, EmergencyView } from '@shared-care/contracts/break-glass/answers';
import type { BreakGlass, ReviewBreakGlass } from '@shared-care/contracts/break-glass/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class BreakGlassStore {
  private readonly http = inject(HttpClient);

  use(asked: BreakGlass): Promise<BreakGlassAnswer> {
    return firstValueFrom(this.http.post<BreakGlassAnswer>(`${API}/break-glass`, asked));
  }

  view(id: string): Promise<EmergencyView> {
    return firstValueFrom(this.http.get<EmergencyView>(`${API}/break-glass/${id}`));
  }

  reviews(): Promise<BreakGlassReviews> {
    return firstValueFrom(this.http.get<BreakGlassReviews>(`${API}/break-glass/reviews`));
  }

  review(id: string, found: ReviewBreakGlass): Promise<BreakGlassReviews> {
    return firstValueFrom(this.http.post<BreakGlassReviews>(`${API}/break-glass/${id}/review`, found));
  }
}
