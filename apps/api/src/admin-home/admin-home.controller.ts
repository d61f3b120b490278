import { Controller, Get } from '@nestjs/common';
import type { AdminHome } from '@shared-care/contracts/admin-home';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { adminHome } from './admin-home';

@Controller('admin-home')
export class AdminHomeController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('adminHome', 'read')
  home(@SignedIn() user: CurrentUser): Promise<AdminHome> {
    return this.database.runAs(user, (tx) => adminHome(tx));
  }
}
