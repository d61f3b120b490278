import { Controller } from '@nestjs/common';
import type { ReplyText } from '@shared-care/contracts/requests/answers';
import { requestRoutes } from '@shared-care/contracts/requests/routes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Handle, type Asked } from '../platform/handle';
import { Database, type Tx } from '../platform/tx';
import {
  addReplyText,
  approveReplyText,
  nextReplyText,
  replyTexts,
  saveReplyText,
  withdrawReplyText,
} from './reply-texts';

/** Words in which families are replied to. */
@Controller()
export class ReplyTextsController {
  constructor(private readonly database: Database) {}

  @Handle(requestRoutes.replyTexts)
  texts({ user }: Asked<typeof requestRoutes.replyTexts>): Promise<ReplyText[]> {
    return this.database.runAs(user, (tx) => replyTexts(tx, user));
  }

  @Handle(requestRoutes.addReplyText)
  add({ user, body }: Asked<typeof requestRoutes.addReplyText>): Promise<ReplyText[]> {
    return this.change(user, (tx) => addReplyText(tx, user, body));
  }

  @Handle(requestRoutes.saveReplyText)
  save({ user, params: { id }, body }: Asked<typeof requestRoutes.saveReplyText>): Promise<ReplyText[]> {
    return this.change(user, (tx) => saveReplyText(tx, user, id, body));
  }

  @Handle(requestRoutes.nextReplyText)
  next({ user, params: { id }, body }: Asked<typeof requestRoutes.nextReplyText>): Promise<ReplyText[]> {
    return this.change(user, (tx) => nextReplyText(tx, user, id, body.version));
  }

  @Handle(requestRoutes.approveReplyText)
  approve({ user, params: { id }, body }: Asked<typeof requestRoutes.approveReplyText>): Promise<ReplyText[]> {
    return this.change(user, (tx) => approveReplyText(tx, user, id, body.version));
  }

  @Handle(requestRoutes.withdrawReplyText)
  withdraw({ user, params: { id }, body }: Asked<typeof requestRoutes.withdrawReplyText>): Promise<ReplyText[]> {
    return this.change(user, (tx) => withdrawReplyText(tx, user, id, body.version));
  }

  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<ReplyText[]> {
    return this.database.runAs(user, async (tx) => {
      await verb(tx);
      return replyTexts(tx, user);
    });
  }
}
