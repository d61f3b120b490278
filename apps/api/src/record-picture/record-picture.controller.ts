import { Controller } from '@nestjs/common';
import type { OpenRecord } from '@shared-care/contracts/record-picture/answers';
import { recordPictureRoutes } from '@shared-care/contracts/record-picture/routes';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { openRecord } from './open-record';

@Controller()
export class RecordPictureController {
  constructor(private readonly database: Database) {}

  @Handle(recordPictureRoutes.open)
  open({ user, params: { id } }: Asked<typeof recordPictureRoutes.open>): Promise<OpenRecord> {
    return this.database.runAs(user, (tx) => openRecord(tx, user, id));
  }
}
