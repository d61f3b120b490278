import { Controller, Header } from '@nestjs/common';
import { openAccessRoutes } from '@shared-care/contracts/open-access/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  ArrangementDetail,
  ArrangementsToAgree,
  PatientOpenAccess,
  BoardChildren,
} from '@shared-care/contracts/open-access/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import {
  agreeArrangement,
  chaseArrangement,
  confirmArrangement,
  recordAgreement,
  sendBackArrangement,
} from './agree-arrangement';
import { arrangementDetail } from './arrangement-detail';
import {
  discardArrangement,
  renewUnchanged,
  saveArrangement,
  sendArrangement,
  startArrangement,
} from './draft-arrangement';
import { arrangementsToAgree, patientOpenAccess } from './patient-open-access';
import { boardChildren } from './board-children';
import { resumeArrangement, suspendArrangement, withdrawArrangement } from './suspend-arrangement';
import { exportBoard } from './export-board';

@Controller()
export class OpenAccessController {
  constructor(private readonly database: Database) {}

  @Handle(openAccessRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof openAccessRoutes.ofPatient>): Promise<PatientOpenAccess> {
    return this.database.runAs(user, (tx) => patientOpenAccess(tx, user, patientId));
  }

  @Handle(openAccessRoutes.start)
  start({ user, params: { id: patientId }, body }: Asked<typeof openAccessRoutes.start>): Promise<ArrangementDetail> {
    return this.change(user, (tx) => startArrangement(tx, user, patientId, body.hospitalId));
  }

  @Handle(openAccessRoutes.children)
  children({ user, query }: Asked<typeof openAccessRoutes.children>): Promise<BoardChildren> {
    return this.database.runAs(user, (tx) => boardChildren(tx, user, query));
  }

  @Handle(openAccessRoutes.exportChildren)
  @Header('Content-Disposition', 'attachment; filename="open-access.csv"')
  exportChildren({ user, query }: Asked<typeof openAccessRoutes.exportChildren>): Promise<string> {
    return this.database.runAs(user, (tx) => exportBoard(tx, user, query));
  }

  @Handle(openAccessRoutes.toAgree)
  toAgree({ user }: Asked<typeof openAccessRoutes.toAgree>): Promise<ArrangementsToAgree> {
    return this.database.runAs(user, (tx) => arrangementsToAgree(tx, user));
  }

  @Handle(openAccessRoutes.detail)
  detail({ user, params: { id: arrangementId } }: Asked<typeof openAccessRoutes.detail>): Promise<ArrangementDetail> {
    return this.database.runAs(user, (tx) => arrangementDetail(tx, user, arrangementId));
  }

  @Handle(openAccessRoutes.save)
  save({ user, params: { id: arrangementId }, body }: Asked<typeof openAccessRoutes.save>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => saveArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.send)
  send({ user, params: { id: arrangementId }, body }: Asked<typeof openAccessRoutes.send>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => sendArrangement(tx, user, arrangementId, body.version));
  }

  @Handle(openAccessRoutes.discard)
  discard({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.discard>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => discardArrangement(tx, user, arrangementId, body.version));
  }

  @Handle(openAccessRoutes.agree)
  agree({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.agree>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => agreeArrangement(tx, user, arrangementId, body.version));
  }

  @Handle(openAccessRoutes.recordAgreement)
  recordAgreement({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.recordAgreement>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => recordAgreement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.sendBack)
  sendBack({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.sendBack>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => sendBackArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.confirm)
  confirm({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.confirm>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => confirmArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.chase)
  chase({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.chase>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => chaseArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.renewUnchanged)
  renewUnchanged({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.renewUnchanged>): Promise<ArrangementDetail> {
    return this.change(user, (tx) => renewUnchanged(tx, user, arrangementId, body.version));
  }

  @Handle(openAccessRoutes.suspend)
  suspend({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.suspend>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => suspendArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.resume)
  resume({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.resume>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => resumeArrangement(tx, user, arrangementId, body));
  }

  @Handle(openAccessRoutes.withdraw)
  withdraw({
    user,
    params: { id: arrangementId },
    body,
  }: Asked<typeof openAccessRoutes.withdraw>): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => withdrawArrangement(tx, user, arrangementId, body));
  }

  /** Changes one arrangement and answers with it as it now is. */
  private on(user: CurrentUser, arrangementId: string, verb: (tx: Tx) => Promise<void>): Promise<ArrangementDetail> {
    return this.change(user, async (tx) => {
      await verb(tx);
      return arrangementId;
    });
  }

  /** Changes, then answers with the arrangement the verb names; open records hear of it after commit. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<ArrangementDetail> {
    return this.database.runAs(user, async (tx) => arrangementDetail(tx, user, await verb(tx)), 'patients');
  }
}
