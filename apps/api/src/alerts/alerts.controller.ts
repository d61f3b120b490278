import { Controller } from '@nestjs/common';
import { alertRoutes } from '@shared-care/contracts/alerts/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AlertDetail, AlertQueue, AlertStep, LiaisonStep } from '@shared-care/contracts/alerts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { acknowledgeAlert } from './acknowledge-alert';
import { openAlert } from './alert-detail';
import { alertQueue } from './alert-queue';
import { alertStep } from './alert-step';
import { askToLowerTier, raiseTierByHand } from './change-tier';
import { closeAlert, reopenAlert } from './close-alert';
import { answerOffer, offerAlert, takeBackOffer } from './hand-over';
import { writeHandoverNote } from './handover-notes';
import { addLiaisonEntry } from './liaison-entries';
import { answerChecklist, awaitAlert, handBackAlert, resumeAlert } from './work-alert';

@Controller()
export class AlertsController {
  constructor(private readonly database: Database) {}

  @Handle(alertRoutes.queue)
  queue({ user, query }: Asked<typeof alertRoutes.queue>): Promise<AlertQueue> {
    return this.database.runAs(user, (tx) => alertQueue(tx, user, query.view, query.page));
  }

  @Handle(alertRoutes.detail)
  detail({ user, params: { id: alertId } }: Asked<typeof alertRoutes.detail>): Promise<AlertDetail> {
    return this.database.runAs(user, (tx) => openAlert(tx, user, alertId));
  }

  @Handle(alertRoutes.acknowledge)
  acknowledge({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.acknowledge>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => acknowledgeAlert(tx, user, alertId, body.version));
  }

  @Handle(alertRoutes.handBack)
  handBack({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.handBack>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => handBackAlert(tx, user, alertId, body.version));
  }

  @Handle(alertRoutes.addLiaisonEntry)
  addLiaisonEntry({
    user,
    params: { id: alertId },
    body,
    key,
  }: Asked<typeof alertRoutes.addLiaisonEntry>): Promise<LiaisonStep> {
    return this.database.runAs(
      user,
      async (tx) => {
        const entryId = await addLiaisonEntry(tx, user, alertId, key, body);
        return { ...(await alertStep(tx, alertId)), entryId };
      },
      'alerts',
    );
  }

  @Handle(alertRoutes.answerChecklist)
  answerChecklist({
    user,
    params: { id: alertId },
    body,
  }: Asked<typeof alertRoutes.answerChecklist>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => answerChecklist(tx, user, alertId, body));
  }

  @Handle(alertRoutes.await)
  await({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.await>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => awaitAlert(tx, user, alertId, body));
  }

  @Handle(alertRoutes.resume)
  resume({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.resume>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => resumeAlert(tx, user, alertId, body.version));
  }

  @Handle(alertRoutes.close)
  close({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.close>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => closeAlert(tx, user, alertId, body));
  }

  @Handle(alertRoutes.writeHandoverNote)
  writeHandoverNote({
    user,
    params: { id: alertId },
    body,
  }: Asked<typeof alertRoutes.writeHandoverNote>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => writeHandoverNote(tx, user, alertId, body));
  }

  @Handle(alertRoutes.reopen)
  reopen({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.reopen>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => reopenAlert(tx, user, alertId, body));
  }

  @Handle(alertRoutes.offer)
  offer({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.offer>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => offerAlert(tx, user, alertId, body));
  }

  @Handle(alertRoutes.takeBackOffer)
  takeBackOffer({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.takeBackOffer>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => takeBackOffer(tx, user, alertId, body.version));
  }

  @Handle(alertRoutes.answerOffer)
  answerOffer({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.answerOffer>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => answerOffer(tx, user, alertId, body));
  }

  @Handle(alertRoutes.raiseTier)
  raiseTier({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.raiseTier>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => raiseTierByHand(tx, user, alertId, body));
  }

  @Handle(alertRoutes.lowerTier)
  lowerTier({ user, params: { id: alertId }, body }: Asked<typeof alertRoutes.lowerTier>): Promise<AlertStep> {
    return this.change(user, alertId, (tx) => askToLowerTier(tx, user, alertId, body));
  }

  /** Changes, then answers where the alert stands; other screens hear of it after commit. */
  private change(user: CurrentUser, alertId: string, verb: (tx: Tx) => Promise<void>): Promise<AlertStep> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return alertStep(tx, alertId);
      },
      'alerts',
    );
  }
}
