import { Controller, Inject } from '@nestjs/common';
import { unitRoutes } from '@shared-care/contracts/unit/routes';
import { Handle, type Asked } from '../platform/handle';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { UnitPage } from '@shared-care/contracts/unit/answers';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { Database, type Tx } from '../platform/tx';
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

  @Handle(unitRoutes.page)
  page({ user }: Asked<typeof unitRoutes.page>): Promise<UnitPage> {
    return this.database.runAs(user, (tx) => unitPage(tx, this.mail !== null));
  }

  @Handle(unitRoutes.propose)
  propose({ user, body }: Asked<typeof unitRoutes.propose>): Promise<UnitPage> {
    return this.change(user, (tx) => proposeUnitChange(tx, user, body));
  }

  @Handle(unitRoutes.decide)
  decide({ user, params: { id: changeId }, body }: Asked<typeof unitRoutes.decide>): Promise<UnitPage> {
    return this.change(user, (tx) => decideUnitChange(tx, user, changeId, body));
  }

  @Handle(unitRoutes.sendTestMail)
  async sendTestMail({ user, body: { version } }: Asked<typeof unitRoutes.sendTestMail>): Promise<UnitPage> {
    const way = { mail: this.mail, domains: this.config.mail.domains };
    const test = await this.database.runAs(user, (tx) => makeTestMail(tx, user, version, way));
    await sendTestMail(this.mail, test.letter);
    return this.change(user, (tx) => keepTestMail(tx, user, test));
  }

  @Handle(unitRoutes.testMailArrived)
  testMailArrived({ user, body: { code } }: Asked<typeof unitRoutes.testMailArrived>): Promise<UnitPage> {
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
