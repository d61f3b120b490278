import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { CurrentUser } from '@shared-care/contracts/session';
import {
  DecideUnitChange,
  ProposeUnitChange,
  SendTestMail,
  TestMailArrived,
  type UnitPage,
} from '@shared-care/contracts/unit';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { decideUnitChange, proposeUnitChange } from './change-unit';
import { keepTestMail, makeTestMail, sendTestMail, testMailArrived } from './test-mail';
import { unitPage } from './unit-page';

/** What the unit says of itself. Two admins answer for each change; the first value of each fact counts at once. */
@Controller()
export class UnitController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  @Get('unit')
  @Access('unit', 'read')
  page(@SignedIn() user: CurrentUser): Promise<UnitPage> {
    return this.database.runAs(user, (tx) => unitPage(tx, this.mail !== null));
  }

  @Post('unit/changes')
  @HttpCode(200)
  @Access('unit', 'change')
  propose(
    @SignedIn() user: CurrentUser,
    @Body({ schema: ProposeUnitChange }) body: z.output<typeof ProposeUnitChange>,
  ): Promise<UnitPage> {
    return this.change(user, (tx) => proposeUnitChange(tx, user, body));
  }

  @Post('unit-changes/:id/decide')
  @HttpCode(200)
  @Access('unit', 'change')
  decide(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) changeId: string,
    @Body({ schema: DecideUnitChange }) body: DecideUnitChange,
  ): Promise<UnitPage> {
    return this.change(user, (tx) => decideUnitChange(tx, user, changeId, body));
  }

  @Post('unit/test-mail')
  @HttpCode(200)
  @Access('unit', 'change')
  async sendTestMail(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SendTestMail }) { version }: SendTestMail,
  ): Promise<UnitPage> {
    const way = { mail: this.mail, domains: this.config.mail.domains };
    const test = await this.database.runAs(user, (tx) => makeTestMail(tx, user, version, way));
    await sendTestMail(this.mail, test.letter);
    return this.change(user, (tx) => keepTestMail(tx, user, test));
  }

  @Post('unit/test-mail/arrived')
  @HttpCode(200)
  @Access('unit', 'change')
  testMailArrived(
    @SignedIn() user: CurrentUser,
    @Body({ schema: TestMailArrived }) { code }: TestMailArrived,
  ): Promise<UnitPage> {
    return this.change(user, (tx) => testMailArrived(tx, user, code));
  }

  /** Changes, then answers with the unit as it now is. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<UnitPage> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return unitPage(tx, this.mail !== null);
      },
      'hospitals',
    );
  }
}
