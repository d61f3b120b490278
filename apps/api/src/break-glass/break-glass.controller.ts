import { Controller } from '@nestjs/common';
import { breakGlassRoutes } from '@shared-care/contracts/break-glass/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  BreakGlassAnswer,
  BreakGlassReviews,
  EmergencyView,
  OpenBreakGlass,
} from '@shared-care/contracts/break-glass/answers';
import { Database } from '../platform/tx';
import { breakGlass } from './break-glass';
import { emergencyView } from './emergency-view';
import { openBreakGlass } from './open-break-glass';
import { breakGlassReviews, reviewBreakGlass } from './review-break-glass';

@Controller()
export class BreakGlassController {
  constructor(private readonly database: Database) {}

  /** 200 for a hit and for a miss, so that the status tells nothing either. */
  @Handle(breakGlassRoutes.use)
  use({ user, body }: Asked<typeof breakGlassRoutes.use>): Promise<BreakGlassAnswer> {
    return this.database.runAs(user, (tx) => breakGlass(tx, user, body), 'alerts');
  }

  @Handle(breakGlassRoutes.open)
  open({ user }: Asked<typeof breakGlassRoutes.open>): Promise<OpenBreakGlass> {
    return this.database.runAs(user, (tx) => openBreakGlass(tx, user));
  }

  @Handle(breakGlassRoutes.reviews)
  reviews({ user }: Asked<typeof breakGlassRoutes.reviews>): Promise<BreakGlassReviews> {
    return this.database.runAs(user, (tx) => breakGlassReviews(tx, user));
  }

  @Handle(breakGlassRoutes.view)
  view({ user, params: { id } }: Asked<typeof breakGlassRoutes.view>): Promise<EmergencyView> {
    return this.database.runAs(user, (tx) => emergencyView(tx, user, id));
  }

  @Handle(breakGlassRoutes.review)
  review({ user, params: { id }, body }: Asked<typeof breakGlassRoutes.review>): Promise<BreakGlassReviews> {
    return this.database.runAs(user, (tx) => reviewBreakGlass(tx, user, id, body), 'alerts');
  }
}
