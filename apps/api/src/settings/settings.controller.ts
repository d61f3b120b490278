import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CurrentUser } from '@shared-care/contracts/session';
import {
  DecideSetting,
  HolidayFile,
  ProposeHolidays,
  ProposeSetting,
  type HolidayChanges,
  type SettingsPage,
} from '@shared-care/contracts/settings';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { decideSetting, previewHolidays, proposeHolidays, proposeSetting } from './propose-setting';
import { settingsPage } from './setting-rows';

@Controller('settings')
export class SettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('setting', 'read')
  page(@SignedIn() user: CurrentUser): Promise<SettingsPage> {
    return this.database.runAs(user, (tx) => settingsPage(tx, user));
  }

  @Post('changes')
  @HttpCode(200)
  @Access('setting', 'propose')
  propose(
    @SignedIn() user: CurrentUser,
    @Body({ schema: ProposeSetting }) body: ProposeSetting,
  ): Promise<SettingsPage> {
    return this.change(user, (tx) => proposeSetting(tx, user, body));
  }

  @Post('bank-holidays/check')
  @HttpCode(200)
  @Access('setting', 'propose')
  check(@SignedIn() user: CurrentUser, @Body({ schema: HolidayFile }) { file }: HolidayFile): Promise<HolidayChanges> {
    return this.database.runAs(user, (tx) => previewHolidays(tx, file));
  }

  @Post('bank-holidays')
  @HttpCode(200)
  @Access('setting', 'propose')
  proposeHolidays(
    @SignedIn() user: CurrentUser,
    @Body({ schema: ProposeHolidays }) body: z.output<typeof ProposeHolidays>,
  ): Promise<SettingsPage> {
    return this.change(user, (tx) => proposeHolidays(tx, user, body));
  }

  @Post('changes/:id/decide')
  @HttpCode(200)
  @Access('setting', 'decide')
  decide(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: DecideSetting }) body: DecideSetting,
  ): Promise<SettingsPage> {
    return this.change(user, (tx) => decideSetting(tx, user, id, body));
  }

  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<SettingsPage> {
    return this.database.runAs(user, async (tx) => {
      await verb(tx);
      return settingsPage(tx, user);
    });
  }
}
