import { Controller } from '@nestjs/common';
import { noticeRoutes } from '@shared-care/contracts/notices/routes';
import { Handle, type Asked } from '../platform/handle';
import type { ChangedNotices, NoticeList, PatientNotices } from '@shared-care/contracts/notices/answers';
import { oneByOne } from '../platform/one-by-one';
import { Database } from '../platform/tx';
import { noticeList, patientNotices } from './notices';
import { dismissNotice, endNotice, showNotice, writeNotice } from './write-notice';

@Controller()
export class NoticesController {
  constructor(private readonly database: Database) {}

  @Handle(noticeRoutes.list)
  list({ user, query }: Asked<typeof noticeRoutes.list>): Promise<NoticeList> {
    return this.database.runAs(user, (tx) => noticeList(tx, user, query));
  }

  @Handle(noticeRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof noticeRoutes.ofPatient>): Promise<PatientNotices> {
    return this.database.runAs(user, (tx) => patientNotices(tx, user, patientId));
  }

  @Handle(noticeRoutes.write)
  write({ user, params: { id: patientId }, body }: Asked<typeof noticeRoutes.write>): Promise<PatientNotices> {
    return this.database.runAs(user, async (tx) => {
      await writeNotice(tx, user, patientId, body);
      return patientNotices(tx, user, patientId);
    });
  }

  @Handle(noticeRoutes.dismissSeveral)
  dismissSeveral({
    user,
    body: { notices, because },
  }: Asked<typeof noticeRoutes.dismissSeveral>): Promise<ChangedNotices> {
    return this.database.runAs(user, (tx) =>
      oneByOne(notices, async (id, version) => {
        await dismissNotice(tx, user, id, { version, because });
        return version + 1;
      }),
    );
  }

  @Handle(noticeRoutes.showSeveral)
  showSeveral({ user, body: { notices } }: Asked<typeof noticeRoutes.showSeveral>): Promise<ChangedNotices> {
    return this.database.runAs(user, (tx) =>
      oneByOne(notices, async (id, version) => {
        await showNotice(tx, user, id, version);
        return version + 1;
      }),
    );
  }

  @Handle(noticeRoutes.dismiss)
  async dismiss({ user, params: { id: noticeId }, body }: Asked<typeof noticeRoutes.dismiss>): Promise<void> {
    await this.database.runAs(user, (tx) => dismissNotice(tx, user, noticeId, body));
  }

  @Handle(noticeRoutes.show)
  async show({ user, params: { id: noticeId }, body: { version } }: Asked<typeof noticeRoutes.show>): Promise<void> {
    await this.database.runAs(user, (tx) => showNotice(tx, user, noticeId, version));
  }

  @Handle(noticeRoutes.end)
  async end({ user, params: { id: noticeId }, body }: Asked<typeof noticeRoutes.end>): Promise<void> {
    await this.database.runAs(user, (tx) => endNotice(tx, user, noticeId, body));
  }
}
