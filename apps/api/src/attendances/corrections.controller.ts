import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { AlertDetail } from '@shared-care/contracts/alerts';
import { AnswerCorrection } from '@shared-care/contracts/attendances';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { alertDetail } from '../alerts/alert-detail';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { answerCorrection } from './correct-attendance';

@Controller('corrections')
export class CorrectionsController {
  constructor(private readonly database: Database) {}

  @Post(':id/answer')
  @HttpCode(200)
  @Access('attendance', 'correct')
  answer(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) correctionId: string,
    @Body({ schema: AnswerCorrection }) body: z.output<typeof AnswerCorrection>,
  ): Promise<AlertDetail> {
    return this.database.runAs(
      user,
      async (tx) => alertDetail(tx, user, await answerCorrection(tx, user, correctionId, body)),
      'alerts',
    );
  }
}
