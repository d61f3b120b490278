import { Controller } from '@nestjs/common';
import { correctionRoutes } from '@shared-care/contracts/attendances/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { alertDetail } from '../alerts/alert-detail';
import { Database } from '../platform/tx';
import { answerCorrection } from './correct-attendance';

@Controller()
export class CorrectionsController {
  constructor(private readonly database: Database) {}

  @Handle(correctionRoutes.answer)
  answer({ user, params: { id: correctionId }, body }: Asked<typeof correctionRoutes.answer>): Promise<AlertDetail> {
    return this.database.runAs(
      user,
      async (tx) => alertDetail(tx, user, await answerCorrection(tx, user, correctionId, body)),
      'alerts',
    );
  }
}
