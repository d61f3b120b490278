import { Controller } from '@nestjs/common';
import { correctionRoutes } from '@shared-care/contracts/attendances/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AlertStep } from '@shared-care/contracts/alerts/answers';
import { alertStep } from '../alerts/alert-step';
import { Database } from '../platform/tx';
import { answerCorrection } from './correct-attendance';

@Controller()
export class CorrectionsController {
  constructor(private readonly database: Database) {}

  @Handle(correctionRoutes.answer)
  answer({ user, params: { id: correctionId }, body }: Asked<typeof correctionRoutes.answer>): Promise<AlertStep> {
    return this.database.runAs(
      user,
      async (tx) => alertStep(tx, await answerCorrection(tx, user, correctionId, body)),
      'alerts',
    );
  }
}
