import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ChangeRequest,
  NoteRequest,
  OpenRequest,
  RequestQuery,
  RequestVersion,
  StepRequest,
  StepRequests,
  WaitRequest,
  type RequestDetail,
  type RequestList,
  type RequestsOfPatient,
  type SteppedRequests,
} from '@shared-care/contracts/requests';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { InvalidInput } from '../platform/problems';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { openRequest } from './open-request';
import { requestDetail, requestList, requestsOfPatient } from './request-list';
import { undoRequest } from './undo-request';
import {
  changeRequestFacts,
  giveBackRequest,
  noteRequest,
  resumeRequest,
  stepRequest,
  stepRequests,
  takeRequest,
  waitRequest,
} from './work-request';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class RequestsController {
  constructor(private readonly database: Database) {}

  @Get('requests')
  @Access('request', 'list')
  list(
    @SignedIn() user: CurrentUser,
    @Query({ schema: RequestQuery }) query: z.output<typeof RequestQuery>,
  ): Promise<RequestList> {
    return this.database.runAs(user, (tx) => requestList(tx, user, query));
  }

  @Get('patients/:id/requests')
  @Access('request', 'list')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<RequestsOfPatient> {
    return this.database.runAs(user, (tx) => requestsOfPatient(tx, user, patientId));
  }

  @Post('requests')
  @Access('request', 'open')
  open(
    @SignedIn() user: CurrentUser,
    @Headers(IDEMPOTENCY_HEADER) key: string | undefined,
    @Body({ schema: OpenRequest }) body: z.output<typeof OpenRequest>,
  ): Promise<RequestDetail> {
    const checked = PathId.safeParse(key);
    if (!checked.success)
      throw new InvalidInput([
        { field: IDEMPOTENCY_HEADER, message: 'Send a UUID made for this form, the same on every retry.' },
      ]);
    return this.database.runAs(user, (tx) => openRequest(tx, user, checked.data, body), 'requests');
  }

  @Post('requests/step')
  @HttpCode(200)
  @Access('request', 'work')
  stepSeveral(
    @SignedIn() user: CurrentUser,
    @Body({ schema: StepRequests }) body: z.output<typeof StepRequests>,
  ): Promise<SteppedRequests> {
    return this.database.runAs(user, (tx) => stepRequests(tx, user, body), 'requests');
  }

  @Get('requests/:id')
  @Access('request', 'read')
  detail(@SignedIn() user: CurrentUser, @id() requestId: string): Promise<RequestDetail> {
    return this.database.runAs(user, (tx) => requestDetail(tx, user, requestId));
  }

  @Post('requests/:id/step')
  @HttpCode(200)
  @Access('request', 'work')
  step(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: StepRequest }) body: z.output<typeof StepRequest>,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => stepRequest(tx, user, requestId, body));
  }

  @Post('requests/:id/take')
  @HttpCode(200)
  @Access('request', 'work')
  take(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: RequestVersion }) body: RequestVersion,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => takeRequest(tx, user, requestId, body.version));
  }

  @Post('requests/:id/give-back')
  @HttpCode(200)
  @Access('request', 'work')
  giveBack(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: RequestVersion }) body: RequestVersion,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => giveBackRequest(tx, user, requestId, body.version));
  }

  @Post('requests/:id/wait')
  @HttpCode(200)
  @Access('request', 'work')
  wait(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: WaitRequest }) body: WaitRequest,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => waitRequest(tx, user, requestId, body));
  }

  @Post('requests/:id/resume')
  @HttpCode(200)
  @Access('request', 'work')
  resume(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: RequestVersion }) body: RequestVersion,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => resumeRequest(tx, user, requestId, body.version));
  }

  @Post('requests/:id/change')
  @HttpCode(200)
  @Access('request', 'work')
  changeFacts(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: ChangeRequest }) body: ChangeRequest,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => changeRequestFacts(tx, user, requestId, body));
  }

  @Post('requests/:id/notes')
  @Access('request', 'work')
  note(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: NoteRequest }) body: NoteRequest,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => noteRequest(tx, user, requestId, body.note));
  }

  @Post('requests/:id/undo')
  @HttpCode(200)
  @Access('request', 'work')
  undo(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: RequestVersion }) body: RequestVersion,
  ): Promise<RequestDetail> {
    return this.change(user, requestId, (tx) => undoRequest(tx, user, requestId, body.version));
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
