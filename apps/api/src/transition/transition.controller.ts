import { Controller, Header } from '@nestjs/common';
import { transitionRoutes } from '@shared-care/contracts/transition/routes';
import { Handle, type Asked } from '../platform/handle';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { TransitionDetail, TransitionList } from '@shared-care/contracts/transition/answers';
import { Database, type Tx } from '../platform/tx';
import { answerTransitionItem, changeTransition } from './change-transition';
import { transitionDetail, transitionList } from './read-transitions';
import { exportTransitions } from './export-transitions';

@Controller()
export class TransitionController {
  constructor(private readonly database: Database) {}

  @Handle(transitionRoutes.list)
  list({ user, query }: Asked<typeof transitionRoutes.list>): Promise<TransitionList> {
    return this.database.runAs(user, (tx) => transitionList(tx, user, query));
  }

  @Handle(transitionRoutes.exportList)
  @Header('Content-Disposition', 'attachment; filename="transition.csv"')
  exportList({ user, query }: Asked<typeof transitionRoutes.exportList>): Promise<string> {
    return this.database.runAs(user, (tx) => exportTransitions(tx, user, query));
  }

  @Handle(transitionRoutes.detail)
  detail({ user, params: { id: patientId } }: Asked<typeof transitionRoutes.detail>): Promise<TransitionDetail> {
    return this.database.runAs(user, (tx) => transitionDetail(tx, user, patientId));
  }

  @Handle(transitionRoutes.change)
  change({ user, params: { id: patientId }, body }: Asked<typeof transitionRoutes.change>): Promise<TransitionDetail> {
    return this.answer(user, patientId, (tx) => changeTransition(tx, user, patientId, body));
  }

  @Handle(transitionRoutes.answerItem)
  answerItem({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof transitionRoutes.answerItem>): Promise<TransitionDetail> {
    return this.answer(user, patientId, (tx) => answerTransitionItem(tx, user, patientId, body));
  }

  /** Changes, then answers with the plan as it now is. */
  private answer(user: CurrentUser, patientId: string, verb: (tx: Tx) => Promise<void>): Promise<TransitionDetail> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return transitionDetail(tx, user, patientId);
      },
      'patients',
    );
  }
}
