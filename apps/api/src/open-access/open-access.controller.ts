import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ArrangementVersionSeen,
  BoardQuery,
  ChaseArrangement,
  ConfirmArrangement,
  RecordAgreement,
  ResumeArrangement,
  SaveArrangement,
  SendBackArrangement,
  StartArrangement,
  SuspendArrangement,
  WithdrawArrangement,
  type ArrangementDetail,
  type ArrangementsToAgree,
  type PatientOpenAccess,
  type ReviewBoard,
} from '@shared-care/contracts/open-access';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
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
import { reviewBoard } from './review-board';
import { resumeArrangement, suspendArrangement, withdrawArrangement } from './suspend-arrangement';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class OpenAccessController {
  constructor(private readonly database: Database) {}

  @Get('patients/:id/open-access')
  @Access('openAccess', 'read')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PatientOpenAccess> {
    return this.database.runAs(user, (tx) => patientOpenAccess(tx, user, patientId));
  }

  @Post('patients/:id/open-access')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  start(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: StartArrangement }) body: StartArrangement,
  ): Promise<ArrangementDetail> {
    return this.change(user, (tx) => startArrangement(tx, user, patientId, body.hospitalId));
  }

  @Get('open-access')
  @Access('openAccess', 'board')
  board(@SignedIn() user: CurrentUser, @Query({ schema: BoardQuery }) query: BoardQuery): Promise<ReviewBoard> {
    return this.database.runAs(user, (tx) => reviewBoard(tx, user, query));
  }

  @Get('open-access/to-agree')
  @Access('openAccess', 'agree')
  toAgree(@SignedIn() user: CurrentUser): Promise<ArrangementsToAgree> {
    return this.database.runAs(user, (tx) => arrangementsToAgree(tx, user));
  }

  @Get('open-access/:id')
  @Access('openAccess', 'read')
  detail(@SignedIn() user: CurrentUser, @id() arrangementId: string): Promise<ArrangementDetail> {
    return this.database.runAs(user, (tx) => arrangementDetail(tx, user, arrangementId));
  }

  @Post('open-access/:id/save')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  save(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: SaveArrangement }) body: SaveArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => saveArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/send')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  send(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ArrangementVersionSeen }) body: ArrangementVersionSeen,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => sendArrangement(tx, user, arrangementId, body.version));
  }

  @Post('open-access/:id/discard')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  discard(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ArrangementVersionSeen }) body: ArrangementVersionSeen,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => discardArrangement(tx, user, arrangementId, body.version));
  }

  @Post('open-access/:id/agree')
  @HttpCode(200)
  @Access('openAccess', 'agree')
  agree(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ArrangementVersionSeen }) body: ArrangementVersionSeen,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => agreeArrangement(tx, user, arrangementId, body.version));
  }

  @Post('open-access/:id/record-agreement')
  @HttpCode(200)
  @Access('openAccess', 'record_agreement')
  recordAgreement(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: RecordAgreement }) body: RecordAgreement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => recordAgreement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/send-back')
  @HttpCode(200)
  @Access('openAccess', 'send_back')
  sendBack(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: SendBackArrangement }) body: SendBackArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => sendBackArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/confirm')
  @HttpCode(200)
  @Access('openAccess', 'confirm')
  confirm(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ConfirmArrangement }) body: ConfirmArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => confirmArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/chase')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  chase(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ChaseArrangement }) body: ChaseArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => chaseArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/renew-unchanged')
  @HttpCode(200)
  @Access('openAccess', 'draft')
  renewUnchanged(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ArrangementVersionSeen }) body: ArrangementVersionSeen,
  ): Promise<ArrangementDetail> {
    return this.change(user, (tx) => renewUnchanged(tx, user, arrangementId, body.version));
  }

  @Post('open-access/:id/suspend')
  @HttpCode(200)
  @Access('openAccess', 'suspend')
  suspend(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: SuspendArrangement }) body: SuspendArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => suspendArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/resume')
  @HttpCode(200)
  @Access('openAccess', 'suspend')
  resume(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: ResumeArrangement }) body: ResumeArrangement,
  ): Promise<ArrangementDetail> {
    return this.on(user, arrangementId, (tx) => resumeArrangement(tx, user, arrangementId, body));
  }

  @Post('open-access/:id/withdraw')
  @HttpCode(200)
  @Access('openAccess', 'withdraw')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() arrangementId: string,
    @Body({ schema: WithdrawArrangement }) body: WithdrawArrangement,
  ): Promise<ArrangementDetail> {
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
