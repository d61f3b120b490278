import { Controller, Get, Inject } from '@nestjs/common';
import type { CaughtMail } from '@shared-care/contracts/alerts';
import { Access } from './access';
import { MAIL_CATCHER, type MailCatcher } from './mail-catcher';

@Controller('demo-mail')
export class MailCatcherController {
  constructor(@Inject(MAIL_CATCHER) private readonly catcher: MailCatcher | null) {}

  /** Made-up alerts in made-up mailboxes: anyone signed in to the demo may look. Elsewhere nothing is ever caught. */
  @Get()
  @Access('demoMail', 'read')
  list(): CaughtMail[] {
    return this.catcher?.caught() ?? [];
  }
}
