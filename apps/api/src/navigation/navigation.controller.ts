import { Controller } from '@nestjs/common';
import type { Found, NavigationCounts } from '@shared-care/contracts/navigation/answers';
import { navigationRoutes } from '@shared-care/contracts/navigation/routes';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { find } from './find';
import { navigationCounts } from './navigation-counts';

@Controller()
export class NavigationController {
  constructor(private readonly database: Database) {}

  @Handle(navigationRoutes.counts)
  counts({ user }: Asked<typeof navigationRoutes.counts>): Promise<NavigationCounts> {
    return this.database.runAs(user, (tx) => navigationCounts(tx, user));
  }

  @Handle(navigationRoutes.find)
  find({ user, body: { query } }: Asked<typeof navigationRoutes.find>): Promise<Found> {
    return this.database.runAs(user, (tx) => find(tx, user, query));
  }
}
