import { Controller } from '@nestjs/common';
import { adminHomeRoutes } from '@shared-care/contracts/admin-home/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AdminHome } from '@shared-care/contracts/admin-home/answers';
import { Database } from '../platform/tx';
import { adminHome } from './admin-home';

@Controller()
export class AdminHomeController {
  constructor(private readonly database: Database) {}

  @Handle(adminHomeRoutes.home)
  home({ user }: Asked<typeof adminHomeRoutes.home>): Promise<AdminHome> {
    return this.database.runAs(user, (tx) => adminHome(tx));
  }
}
