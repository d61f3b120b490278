import { Controller, Header } from '@nestjs/common';
import { emergencyPlanRoutes } from '@shared-care/contracts/emergency-plans/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  BegunPlan,
  EmergencyCard,
  EmergencyPlan,
  PlanBoard,
  PlanInHistory,
} from '@shared-care/contracts/emergency-plans/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { approvePlan, withdrawPlan } from './approve-plan';
import { emergencyCard } from './emergency-card';
import { planBoard } from './plan-board';
import { planDetail, planHistory } from './plan-detail';
import { beginPlan, discardPlan, returnPlan, savePlan } from './write-plan';
import { exportPlanBoard } from './export-plan-board';

@Controller()
export class EmergencyPlansController {
  constructor(private readonly database: Database) {}

  @Handle(emergencyPlanRoutes.card)
  card({ user, params: { id: patientId } }: Asked<typeof emergencyPlanRoutes.card>): Promise<EmergencyCard> {
    return this.database.runAs(user, (tx) => emergencyCard(tx, user, patientId));
  }

  @Handle(emergencyPlanRoutes.history)
  history({ user, params: { id: patientId } }: Asked<typeof emergencyPlanRoutes.history>): Promise<PlanInHistory[]> {
    return this.database.runAs(user, (tx) => planHistory(tx, user, patientId));
  }

  @Handle(emergencyPlanRoutes.board)
  board({ user, query }: Asked<typeof emergencyPlanRoutes.board>): Promise<PlanBoard> {
    return this.database.runAs(user, (tx) => planBoard(tx, user, query));
  }

  @Handle(emergencyPlanRoutes.exportBoard)
  @Header('Content-Disposition', 'attachment; filename="emergency-plans.csv"')
  exportBoard({ user, query }: Asked<typeof emergencyPlanRoutes.exportBoard>): Promise<string> {
    return this.database.runAs(user, (tx) => exportPlanBoard(tx, user, query));
  }

  @Handle(emergencyPlanRoutes.plan)
  plan({ user, params: { id: planId } }: Asked<typeof emergencyPlanRoutes.plan>): Promise<EmergencyPlan> {
    return this.database.runAs(user, (tx) => planDetail(tx, user, planId));
  }

  @Handle(emergencyPlanRoutes.begin)
  begin({ user, body }: Asked<typeof emergencyPlanRoutes.begin>): Promise<BegunPlan> {
    return this.change(user, (tx) => beginPlan(tx, user, body));
  }

  @Handle(emergencyPlanRoutes.save)
  save({ user, params: { id: planId }, body }: Asked<typeof emergencyPlanRoutes.save>): Promise<EmergencyPlan> {
    return this.change(user, (tx) => savePlan(tx, user, planId, body));
  }

  @Handle(emergencyPlanRoutes.discard)
  discard({ user, params: { id: planId }, body }: Asked<typeof emergencyPlanRoutes.discard>): Promise<EmergencyPlan> {
    return this.change(user, (tx) => discardPlan(tx, user, planId, body.version));
  }

  @Handle(emergencyPlanRoutes.sendBack)
  sendBack({ user, params: { id: planId }, body }: Asked<typeof emergencyPlanRoutes.sendBack>): Promise<EmergencyPlan> {
    return this.change(user, (tx) => returnPlan(tx, user, planId, body));
  }

  @Handle(emergencyPlanRoutes.approve)
  approve({ user, params: { id: planId }, body }: Asked<typeof emergencyPlanRoutes.approve>): Promise<EmergencyPlan> {
    return this.change(user, (tx) => approvePlan(tx, user, planId, body.version));
  }

  @Handle(emergencyPlanRoutes.withdraw)
  withdraw({ user, params: { id: planId }, body }: Asked<typeof emergencyPlanRoutes.withdraw>): Promise<EmergencyPlan> {
    return this.change(user, (tx) => withdrawPlan(tx, user, planId, body));
  }

  /** Screens that show the child's card hear of it. */
  private change<T>(user: CurrentUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.runAs(user, work, 'patients');
  }
}
