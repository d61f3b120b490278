import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  AddTreatment,
  BeginTreatmentWords,
  ChangeTreatment,
  RecordTreatment,
  RestoreTreatment,
  SaveTreatmentWords,
  StrikeOutTreatment,
  TreatmentVersion,
  WithdrawTreatmentWords,
  type PatientTreatments,
  type TreatmentDetail,
  type TreatmentList,
} from '@shared-care/contracts/treatments';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { changeTreatment, recordTreatment, restoreTreatment, strikeOutTreatment } from './patient-treatments';
import { patientTreatments, treatmentDetail, treatmentList } from './read-treatments';
import {
  addTreatment,
  approveTreatmentWords,
  beginTreatmentWords,
  discardTreatmentWords,
  saveTreatmentWords,
  withdrawTreatmentWords,
} from './treatment-words';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class TreatmentsController {
  constructor(private readonly database: Database) {}

  @Get('treatments')
  @Access('treatment', 'read')
  list(@SignedIn() user: CurrentUser): Promise<TreatmentList> {
    return this.database.runAs(user, (tx) => treatmentList(tx));
  }

  @Get('treatments/:id')
  @Access('treatment', 'read')
  detail(@SignedIn() user: CurrentUser, @id() treatmentId: string): Promise<TreatmentDetail> {
    return this.database.runAs(user, (tx) => treatmentDetail(tx, user, treatmentId));
  }

  @Post('treatments')
  @HttpCode(200)
  @Access('treatment', 'write')
  add(
    @SignedIn() user: CurrentUser,
    @Body({ schema: AddTreatment }) body: z.output<typeof AddTreatment>,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => addTreatment(tx, user, body));
  }

  @Post('treatment-words')
  @HttpCode(200)
  @Access('treatment', 'write')
  begin(
    @SignedIn() user: CurrentUser,
    @Body({ schema: BeginTreatmentWords }) { treatmentId }: BeginTreatmentWords,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => beginTreatmentWords(tx, user, treatmentId));
  }

  @Post('treatment-words/:id')
  @HttpCode(200)
  @Access('treatment', 'write')
  save(
    @SignedIn() user: CurrentUser,
    @id() versionId: string,
    @Body({ schema: SaveTreatmentWords }) body: z.output<typeof SaveTreatmentWords>,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => saveTreatmentWords(tx, user, versionId, body));
  }

  @Post('treatment-words/:id/discard')
  @HttpCode(200)
  @Access('treatment', 'write')
  discard(
    @SignedIn() user: CurrentUser,
    @id() versionId: string,
    @Body({ schema: TreatmentVersion }) { version }: TreatmentVersion,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => discardTreatmentWords(tx, user, versionId, version));
  }

  @Post('treatment-words/:id/approve')
  @HttpCode(200)
  @Access('treatment', 'approve')
  approve(
    @SignedIn() user: CurrentUser,
    @id() versionId: string,
    @Body({ schema: TreatmentVersion }) { version }: TreatmentVersion,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => approveTreatmentWords(tx, user, versionId, version));
  }

  @Post('treatment-words/:id/withdraw')
  @HttpCode(200)
  @Access('treatment', 'approve')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() versionId: string,
    @Body({ schema: WithdrawTreatmentWords }) body: WithdrawTreatmentWords,
  ): Promise<TreatmentDetail> {
    return this.change(user, (tx) => withdrawTreatmentWords(tx, user, versionId, body));
  }

  @Get('patients/:id/treatments')
  @Access('patientTreatment', 'read')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PatientTreatments> {
    return this.database.runAs(user, (tx) => patientTreatments(tx, user, patientId));
  }

  @Post('patients/:id/treatments')
  @HttpCode(200)
  @Access('patientTreatment', 'change')
  record(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: RecordTreatment }) body: z.output<typeof RecordTreatment>,
  ): Promise<PatientTreatments> {
    return this.change(user, (tx) => recordTreatment(tx, user, patientId, body));
  }

  @Post('patient-treatments/:id')
  @HttpCode(200)
  @Access('patientTreatment', 'change')
  changeOne(
    @SignedIn() user: CurrentUser,
    @id() rowId: string,
    @Body({ schema: ChangeTreatment }) body: z.output<typeof ChangeTreatment>,
  ): Promise<PatientTreatments> {
    return this.change(user, (tx) => changeTreatment(tx, user, rowId, body));
  }

  @Post('patient-treatments/:id/strike-out')
  @HttpCode(200)
  @Access('patientTreatment', 'change')
  strikeOut(
    @SignedIn() user: CurrentUser,
    @id() rowId: string,
    @Body({ schema: StrikeOutTreatment }) body: StrikeOutTreatment,
  ): Promise<PatientTreatments> {
    return this.change(user, (tx) => strikeOutTreatment(tx, user, rowId, body));
  }

  @Post('patient-treatments/:id/restore')
  @HttpCode(200)
  @Access('patientTreatment', 'change')
  restore(
    @SignedIn() user: CurrentUser,
    @id() rowId: string,
    @Body({ schema: RestoreTreatment }) { version }: RestoreTreatment,
  ): Promise<PatientTreatments> {
    return this.change(user, (tx) => restoreTreatment(tx, user, rowId, version));
  }

  /** Screens that show a child hear of it: words stand on every card, and an alert may have risen. */
  private change<T>(user: CurrentUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.runAs(user, work, 'patients', 'alerts');
  }
}
