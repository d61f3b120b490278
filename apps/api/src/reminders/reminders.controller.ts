import { Controller, Header } from '@nestjs/common';
import { reminderRoutes } from '@shared-care/contracts/reminders/routes';
import { Handle, type Asked } from '../platform/handle';
import type { CareReviews, ReminderList } from '@shared-care/contracts/reminders/answers';
import { Database } from '../platform/tx';
import { careReviews, changeDentalCare, recordVaccinationAdvice } from './care-reviews';
import { reminderList, seeDigest, switchRule } from './reminders';
import { exportReminders } from './export-reminders';

@Controller()
export class RemindersController {
  constructor(private readonly database: Database) {}

  @Handle(reminderRoutes.list)
  list({ user, query }: Asked<typeof reminderRoutes.list>): Promise<ReminderList> {
    return this.database.runAs(user, (tx) => reminderList(tx, user, query));
  }

  @Handle(reminderRoutes.exportList)
  @Header('Content-Disposition', 'attachment; filename="reminders.csv"')
  exportList({ user, query }: Asked<typeof reminderRoutes.exportList>): Promise<string> {
    return this.database.runAs(user, (tx) => exportReminders(tx, user, query));
  }

  @Handle(reminderRoutes.seen)
  async seen({ user, body: { weekOf } }: Asked<typeof reminderRoutes.seen>): Promise<void> {
    await this.database.runAs(user, (tx) => seeDigest(tx, user, weekOf));
  }

  @Handle(reminderRoutes.switch)
  switch({ user, body }: Asked<typeof reminderRoutes.switch>): Promise<void> {
    return this.database.runAs(user, (tx) => switchRule(tx, user, body));
  }

  @Handle(reminderRoutes.reviews)
  reviews({ user, params: { id: patientId } }: Asked<typeof reminderRoutes.reviews>): Promise<CareReviews> {
    return this.database.runAs(user, (tx) => careReviews(tx, user, patientId));
  }

  @Handle(reminderRoutes.dental)
  dental({ user, params: { id: patientId }, body }: Asked<typeof reminderRoutes.dental>): Promise<CareReviews> {
    return this.database.runAs(user, async (tx) => {
      await changeDentalCare(tx, user, patientId, body);
      return careReviews(tx, user, patientId);
    });
  }

  @Handle(reminderRoutes.vaccination)
  vaccination({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof reminderRoutes.vaccination>): Promise<CareReviews> {
    return this.database.runAs(user, async (tx) => {
      await recordVaccinationAdvice(tx, user, patientId, body);
      return careReviews(tx, user, patientId);
    });
  }
}
