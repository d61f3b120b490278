import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  CommentOnAlert,
  DecideCorrection,
  SuggestCorrection,
  type ContactSheet,
  type CorrectionCount,
  type CorrectionList,
  type MyPatients,
} from '@shared-care/contracts/my-patients';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { commentOnAlert } from './consultant-comments';
import { contactSheet, myPatients } from './my-patients';
import { corrections, countCorrections, decideCorrection, suggestCorrection } from './record-corrections';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class MyPatientsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('my-patients')
  @Access('ownPatients', 'read')
  list(@SignedIn() user: CurrentUser): Promise<MyPatients> {
    return this.database.runAs(user, (tx) => myPatients(tx, user));
  }

  @Get('my-patients/contacts')
  @Access('ownPatients', 'read')
  contacts(@SignedIn() user: CurrentUser): Promise<ContactSheet> {
    return this.database.runAs(user, (tx) => contactSheet(tx, user));
  }

  /** Other screens hear of it as of any change of the alert. */
  @Post('my-patients/alerts/:id/comments')
  @Access('ownPatients', 'comment')
  comment(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: CommentOnAlert }) body: z.output<typeof CommentOnAlert>,
  ): Promise<MyPatients> {
    return this.database.runAs(
      user,
      async (tx) => {
        await commentOnAlert(tx, user, alertId, body);
        return myPatients(tx, user);
      },
      'alerts',
    );
  }

  @Post('patients/:id/corrections')
  @Access('correction', 'suggest')
  suggest(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SuggestCorrection }) body: SuggestCorrection,
  ): Promise<{ id: string }> {
    return this.database.runAs(user, (tx) => suggestCorrection(tx, user, patientId, body), 'patients');
  }

  @Get('record-corrections/count')
  @Access('correction', 'decide')
  count(@SignedIn() user: CurrentUser): Promise<CorrectionCount> {
    return this.database.runAs(user, countCorrections);
  }

  @Get('record-corrections')
  @Access('correction', 'decide')
  corrections(@SignedIn() user: CurrentUser): Promise<CorrectionList> {
    return this.database.runAs(user, (tx) => corrections(tx, user));
  }

  @Post('record-corrections/:id/decide')
  @HttpCode(200)
  @Access('correction', 'decide')
  decide(
    @SignedIn() user: CurrentUser,
    @id() correctionId: string,
    @Body({ schema: DecideCorrection }) body: z.output<typeof DecideCorrection>,
  ): Promise<CorrectionList> {
    return this.database.runAs(
      user,
      async (tx) => {
        await decideCorrection(tx, user, correctionId, body, { demo: this.config.demo });
        return corrections(tx, user);
      },
      'patients',
    );
  }
}
