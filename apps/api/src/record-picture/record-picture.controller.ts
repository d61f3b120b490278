import { Controller } from '@nestjs/common';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { recordPictureRoutes } from '@shared-care/contracts/record-picture/routes';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { recordPicture } from './record-picture';

@Controller()
export class RecordPictureController {
  constructor(private readonly database: Database) {}

  @Handle(recordPictureRoutes.picture)
  picture({ user, params: { id } }: Asked<typeof recordPictureRoutes.picture>): Promise<RecordPicture> {
    return this.database.runAs(user, (tx) => recordPicture(tx, user, id));
  }
}
