import { Controller } from '@nestjs/common';
import { contactDetailRoutes } from '@shared-care/contracts/contact-details/routes';
import { Handle, type Asked } from '../platform/handle';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import { Database } from '../platform/tx';
import { changeContactDetails, contactDetails } from './contact-details';

@Controller()
export class ContactDetailsController {
  constructor(private readonly database: Database) {}

  @Handle(contactDetailRoutes.read)
  read({ user, params: { id } }: Asked<typeof contactDetailRoutes.read>): Promise<ContactDetails> {
    return this.database.runAs(user, (tx) => contactDetails(tx, user, id));
  }

  @Handle(contactDetailRoutes.change)
  change({ user, params: { id }, body }: Asked<typeof contactDetailRoutes.change>): Promise<ContactDetails> {
    return this.database.runAs(user, async (tx) => {
      await changeContactDetails(tx, user, id, body);
      return contactDetails(tx, user, id);
    });
  }
}
