import { Controller, Inject } from '@nestjs/common';
import { mailCatcherRoutes } from '@shared-care/contracts/demo-mail/routes';
import { Handle } from './handle';
import type { CaughtMail } from '@shared-care/contracts/alerts/answers';
import { MAIL_CATCHER, type MailCatcher } from './mail-catcher';

@Controller()
export class MailCatcherController {
  constructor(@Inject(MAIL_CATCHER) private readonly catcher: MailCatcher | null) {}

  /** Made-up alerts in made-up mailboxes: anyone signed in to the demo may look. Elsewhere nothing is ever caught. */
  @Handle(mailCatcherRoutes.list)
  list(): CaughtMail[] {
    return this.catcher?.caught() ?? [];
  }
}
