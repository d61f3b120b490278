import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ChangeDentalCare,
  RecordVaccinationAdvice,
  PreviewRule,
  SeeDigest,
  SwitchRule,
  type CareReviews,
  type ReminderList,
  type ReminderPreview,
} from '@shared-care/contracts/reminders';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { careReviews, changeDentalCare, recordVaccinationAdvice } from './care-reviews';
import { previewRule, reminderList, seeDigest, switchRule } from './reminders';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class RemindersController {
  constructor(private readonly database: Database) {}

  @Get('reminders')
  @Access('reminder', 'read')
  list(@SignedIn() user: CurrentUser): Promise<ReminderList> {
    return this.database.runAs(user, (tx) => reminderList(tx, user));
  }

  @Post('reminders/digest/seen')
  @HttpCode(204)
  @Access('reminder', 'read')
  async seen(@SignedIn() user: CurrentUser, @Body({ schema: SeeDigest }) { weekOf }: SeeDigest): Promise<void> {
    await this.database.runAs(user, (tx) => seeDigest(tx, user, weekOf));
  }

  @Post('reminders/preview')
  @HttpCode(200)
  @Access('reminder', 'read')
  preview(
    @SignedIn() user: CurrentUser,
    @Body({ schema: PreviewRule }) { key }: PreviewRule,
  ): Promise<ReminderPreview> {
    return this.database.runAs(user, (tx) => previewRule(tx, user, key));
  }

  @Post('reminders/switch')
  @HttpCode(200)
  @Access('reminder', 'change')
  switch(@SignedIn() user: CurrentUser, @Body({ schema: SwitchRule }) body: SwitchRule): Promise<ReminderList> {
    return this.database.runAs(user, async (tx) => {
      await switchRule(tx, user, body);
      return reminderList(tx, user);
    });
  }

  @Get('patients/:id/care-reviews')
  @Access('reminder', 'read')
  reviews(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<CareReviews> {
    return this.database.runAs(user, (tx) => careReviews(tx, user, patientId));
  }

  @Post('patients/:id/dental-care')
  @HttpCode(200)
  @Access('reminder', 'change')
  dental(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: ChangeDentalCare }) body: z.output<typeof ChangeDentalCare>,
  ): Promise<CareReviews> {
    return this.database.runAs(user, async (tx) => {
      await changeDentalCare(tx, user, patientId, body);
      return careReviews(tx, user, patientId);
    });
  }

  @Post('patients/:id/vaccination-advice')
  @HttpCode(200)
  @Access('reminder', 'change')
  vaccination(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: RecordVaccinationAdvice }) body: z.output<typeof RecordVaccinationAdvice>,
  ): Promise<CareReviews> {
    return this.database.runAs(user, async (tx) => {
      await recordVaccinationAdvice(tx, user, patientId, body);
      return careReviews(tx, user, patientId);
    });
  }
}
