import { Controller, Header } from '@nestjs/common';
import { requestRoutes } from '@shared-care/contracts/requests/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  RequestDetail,
  RequestList,
  RequestReplies,
  RequestsOfPatient,
  SteppedRequests,
} from '@shared-care/contracts/requests/answers';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { InvalidInput } from '../platform/problems';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { openRequest } from './open-request';
import { requestDetail, requestList, requestsOfPatient } from './request-list';
import { replyToFamily, requestReplies } from './reply-to-family';
import { undoRequest } from './undo-request';
import {
  changeRequestFacts,
  giveBackRequest,
  noteRequest,
  resumeRequest,
  stepRequest,
  takeRequest,
  waitRequest,
} from './work-request';
import { exportRequests } from './export-requests';
import { stepRequests, takeRequests, undoRequests, waitRequests } from './several-requests';

@Controller()
export class RequestsController {
  constructor(private readonly database: Database) {}

  @Handle(requestRoutes.list)
  list({ user, query }: Asked<typeof requestRoutes.list>): Promise<RequestList> {
    return this.database.runAs(user, (tx) => requestList(tx, user, query));
  }

  @Handle(requestRoutes.exportList)
  @Header('Content-Disposition', 'attachment; filename="requests.csv"')
  exportList({ user, query }: Asked<typeof requestRoutes.exportList>): Promise<string> {
    return this.database.runAs(user, (tx) => exportRequests(tx, user, query));
  }

  @Handle(requestRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof requestRoutes.ofPatient>): Promise<RequestsOfPatient> {
    return this.database.runAs(user, (tx) => requestsOfPatient(tx, user, patientId));
  }

  @Handle(requestRoutes.open)
  open({ user, body, key }: Asked<typeof requestRoutes.open>): Promise<RequestDetail> {
    const checked = PathId.safeParse(key);
    if (!checked.success)
      throw new InvalidInput([
        { field: IDEMPOTENCY_HEADER, message: 'Send a UUID made for this form, the same on every retry.' },
      ]);
    return this.database.runAs(user, (tx) => openRequest(tx, user, checked.data, body), 'requests');
  }

  @Handle(requestRoutes.stepSeveral)
  stepSeveral({ user, body }: Asked<typeof requestRoutes.stepSeveral>): Promise<SteppedRequests> {
    return this.database.runAs(user, (tx) => stepRequests(tx, user, body), 'requests');
  }

  @Handle(requestRoutes.takeSeveral)
  takeSeveral({ user, body }: Asked<typeof requestRoutes.takeSeveral>): Promise<SteppedRequests> {
    return this.database.runAs(user, (tx) => takeRequests(tx, user, body.requests), 'requests');
  }

  @Handle(requestRoutes.waitSeveral)
  waitSeveral({ user, body }: Asked<typeof requestRoutes.waitSeveral>): Promise<SteppedRequests> {
    return this.database.runAs(user, (tx) => waitRequests(tx, user, body), 'requests');
  }

  @Handle(requestRoutes.undoSeveral)
  undoSeveral({ user, body }: Asked<typeof requestRoutes.undoSeveral>): Promise<SteppedRequests> {
    return this.database.runAs(user, (tx) => undoRequests(tx, user, body.requests), 'requests');
  }

  @Handle(requestRoutes.detail)
  detail({ user, params: { id: requestId } }: Asked<typeof requestRoutes.detail>): Promise<RequestDetail> {
    return this.database.runAs(user, (tx) => requestDetail(tx, user, requestId));
  }

  @Handle(requestRoutes.step)
  step({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.step>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => stepRequest(tx, user, requestId, body));
  }

  @Handle(requestRoutes.take)
  take({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.take>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => takeRequest(tx, user, requestId, body.version));
  }

  @Handle(requestRoutes.giveBack)
  giveBack({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.giveBack>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => giveBackRequest(tx, user, requestId, body.version));
  }

  @Handle(requestRoutes.wait)
  wait({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.wait>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => waitRequest(tx, user, requestId, body));
  }

  @Handle(requestRoutes.resume)
  resume({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.resume>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => resumeRequest(tx, user, requestId, body.version));
  }

  @Handle(requestRoutes.changeFacts)
  changeFacts({
    user,
    params: { id: requestId },
    body,
  }: Asked<typeof requestRoutes.changeFacts>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => changeRequestFacts(tx, user, requestId, body));
  }

  @Handle(requestRoutes.note)
  note({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.note>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => noteRequest(tx, user, requestId, body.note));
  }

  @Handle(requestRoutes.undo)
  undo({ user, params: { id: requestId }, body }: Asked<typeof requestRoutes.undo>): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => undoRequest(tx, user, requestId, body.version));
  }

  @Handle(requestRoutes.replies)
  replies({ user, params: { id: requestId } }: Asked<typeof requestRoutes.replies>): Promise<RequestReplies> {
    return this.database.runAs(user, (tx) => requestReplies(tx, user, requestId));
  }

  @Handle(requestRoutes.reply)
  reply({ user, params: { id: requestId }, body, key }: Asked<typeof requestRoutes.reply>): Promise<RequestReplies> {
    return this.database.runAs(
      user,
      async (tx) => {
        await replyToFamily(tx, user, requestId, { ...body, key });
        return requestReplies(tx, user, requestId);
      },
      'requests',
    );
  }

  private change(user: CurrentUser, requestId: string, verb: (tx: Tx) => Promise<unknown>): Promise<RequestDetail> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return requestDetail(tx, user, requestId);
      },
      'requests',
    );
  }
}
