import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  AddInhibitorResult,
  AddWeight,
  ChangeFacts,
  StrikeOut,
  type PatientFacts,
} from '@shared-care/contracts/patient-facts';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { changeFacts } from './change-facts';
import { addInhibitorResult, addWeight, strikeOut } from './measures';
import { patientFacts } from './patient-facts';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** The facts of a record, each with its history. */
@Controller()
export class FactsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('patients/:id/facts')
  @Access('patient', 'read')
  facts(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PatientFacts> {
    return this.database.runAs(user, (tx) => patientFacts(tx, user, patientId));
  }

  @Post('patients/:id/facts')
  @HttpCode(200)
  @Access('patient', 'change')
  change(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: ChangeFacts }) body: z.output<typeof ChangeFacts>,
  ): Promise<PatientFacts> {
    const { changes, source } = body;
    return this.write(user, async (tx) => {
      await changeFacts(tx, user, patientId, changes, source, { demo: this.config.demo });
      return patientId;
    });
  }

  @Post('patients/:id/weights')
  @HttpCode(200)
  @Access('patient', 'change')
  weight(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: AddWeight }) body: z.output<typeof AddWeight>,
  ): Promise<PatientFacts> {
    return this.write(user, async (tx) => {
      await addWeight(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('patients/:id/inhibitor-results')
  @HttpCode(200)
  @Access('patient', 'change')
  inhibitor(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: AddInhibitorResult }) body: z.output<typeof AddInhibitorResult>,
  ): Promise<PatientFacts> {
    return this.write(user, async (tx) => {
      await addInhibitorResult(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('fact-entries/:id/strike-out')
  @HttpCode(200)
  @Access('patient', 'change')
  strike(
    @SignedIn() user: CurrentUser,
    @id() entryId: string,
    @Body({ schema: StrikeOut }) body: z.output<typeof StrikeOut>,
  ): Promise<PatientFacts> {
    return this.write(user, (tx) => strikeOut(tx, user, entryId, body.because));
  }

  private write(user: CurrentUser, work: (tx: Tx) => Promise<string>): Promise<PatientFacts> {
    return this.database.runAs(user, async (tx) => patientFacts(tx, user, await work(tx)), 'patients');
  }
}
