import { Controller, Inject } from '@nestjs/common';
import { mergeRoutes } from '@shared-care/contracts/merges/routes';
import { Handle, type Asked } from '../platform/handle';
import type { MergeBoard, MergeDetail, MergePreview } from '@shared-care/contracts/merges/answers';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/tx';
import { confirmMerge, declineMerge, proposeMerge, undoMerge } from './merge-patients';
import { mergePreview } from './merge-preview';
import { mergeBoard, mergeDetail } from './read-merges';

@Controller()
export class MergesController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Handle(mergeRoutes.board)
  board({ user }: Asked<typeof mergeRoutes.board>): Promise<MergeBoard> {
    return this.database.runAs(user, (tx) => mergeBoard(tx, user));
  }

  @Handle(mergeRoutes.preview)
  preview({ user, body }: Asked<typeof mergeRoutes.preview>): Promise<MergePreview> {
    return this.database.runAs(user, (tx) => mergePreview(tx, user, body));
  }

  @Handle(mergeRoutes.propose)
  propose({ user, body }: Asked<typeof mergeRoutes.propose>): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => proposeMerge(tx, user, body), 'patients');
  }

  @Handle(mergeRoutes.detail)
  detail({ user, params: { id: mergeId } }: Asked<typeof mergeRoutes.detail>): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => mergeDetail(tx, user, mergeId));
  }

  @Handle(mergeRoutes.confirm)
  confirm({ user, params: { id: mergeId }, body }: Asked<typeof mergeRoutes.confirm>): Promise<MergeDetail> {
    return this.database.runAs(
      user,
      (tx) => confirmMerge(tx, user, mergeId, body, { demo: this.config.demo }),
      'patients',
    );
  }

  @Handle(mergeRoutes.decline)
  decline({ user, params: { id: mergeId }, body }: Asked<typeof mergeRoutes.decline>): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => declineMerge(tx, user, mergeId, body), 'patients');
  }

  @Handle(mergeRoutes.undo)
  undo({ user, params: { id: mergeId }, body }: Asked<typeof mergeRoutes.undo>): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => undoMerge(tx, user, mergeId, body), 'patients');
  }
}
