import { Controller } from '@nestjs/common';
import { attendanceDraftRoutes } from '@shared-care/contracts/attendances/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AttendanceDraftSummary } from '@shared-care/contracts/attendances/answers';
import { Database } from '../platform/tx';
import { attendanceDrafts, discardAttendanceDraft, saveAttendanceDraft } from './attendance-drafts';

@Controller()
export class AttendanceDraftsController {
  constructor(private readonly database: Database) {}

  @Handle(attendanceDraftRoutes.list)
  list({ user }: Asked<typeof attendanceDraftRoutes.list>): Promise<AttendanceDraftSummary[]> {
    return this.database.runAs(user, (tx) => attendanceDrafts(tx, user));
  }

  @Handle(attendanceDraftRoutes.save)
  save({ user, body }: Asked<typeof attendanceDraftRoutes.save>): Promise<{ savedAt: string }> {
    return this.database.runAs(user, (tx) => saveAttendanceDraft(tx, user, body));
  }

  @Handle(attendanceDraftRoutes.discard)
  discard({ user, params: { id: draftId } }: Asked<typeof attendanceDraftRoutes.discard>): Promise<void> {
    return this.database.runAs(user, (tx) => discardAttendanceDraft(tx, user, draftId));
  }
}
