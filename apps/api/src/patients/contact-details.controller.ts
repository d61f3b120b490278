import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ChangeContactDetails, type ContactDetails } from '@shared-care/contracts/contact-details';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { changeContactDetails, contactDetails } from './contact-details';

@Controller('patients/:id/contact-details')
export class ContactDetailsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('contactDetails', 'read')
  read(@SignedIn() user: CurrentUser, @Param('id', { schema: PathId }) id: string): Promise<ContactDetails> {
    return this.database.runAs(user, (tx) => contactDetails(tx, user, id));
  }

  @Post()
  @HttpCode(200)
  @Access('contactDetails', 'change')
  change(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeContactDetails }) body: z.output<typeof ChangeContactDetails>,
  ): Promise<ContactDetails> {
    return this.database.runAs(user, async (tx) => {
      await changeContactDetails(tx, user, id, body);
      return contactDetails(tx, user, id);
    });
  }
}
