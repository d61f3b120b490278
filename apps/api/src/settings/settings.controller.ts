import { Controller } from '@nestjs/common';
import { settingRoutes } from '@shared-care/contracts/settings/routes';
import { Handle, type Asked } from '../platform/handle';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { HolidayChanges, SettingsPage } from '@shared-care/contracts/settings/answers';
import { Database, type Tx } from '../platform/tx';
import { decideSetting, previewHolidays, proposeHolidays, proposeSetting } from './propose-setting';
import { settingsPage } from './setting-rows';

@Controller()
export class SettingsController {
  constructor(private readonly database: Database) {}

  @Handle(settingRoutes.page)
  page({ user }: Asked<typeof settingRoutes.page>): Promise<SettingsPage> {
    return this.database.runAs(user, (tx) => settingsPage(tx, user));
  }

  @Handle(settingRoutes.propose)
  propose({ user, body }: Asked<typeof settingRoutes.propose>): Promise<SettingsPage> {
    return this.change(user, (tx) => proposeSetting(tx, user, body));
  }

  @Handle(settingRoutes.check)
  check({ user, body: { file } }: Asked<typeof settingRoutes.check>): Promise<HolidayChanges> {
    return this.database.runAs(user, (tx) => previewHolidays(tx, file));
  }

  @Handle(settingRoutes.proposeHolidays)
  proposeHolidays({ user, body }: Asked<typeof settingRoutes.proposeHolidays>): Promise<SettingsPage> {
    return this.change(user, (tx) => proposeHolidays(tx, user, body));
  }

  @Handle(settingRoutes.decide)
  decide({ user, params: { id }, body }: Asked<typeof settingRoutes.decide>): Promise<SettingsPage> {
    return this.change(user, (tx) => decideSetting(tx, user, id, body));
  }

  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<SettingsPage> {
    return this.database.runAs(user, async (tx) => {
      await verb(tx);
      return settingsPage(tx, user);
    });
  }
}
