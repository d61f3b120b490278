import { Controller } from '@nestjs/common';
import type { AlertLoad, FigureAnswer, FigureList } from '@shared-care/contracts/insights/answers';
import { insightRoutes } from '@shared-care/contracts/insights/routes';
import type { FigureName } from '@shared-care/domain/figures';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { alertLoad } from './alert-load';
import { figure, figureList } from './figures';

@Controller()
export class InsightsController {
  constructor(private readonly database: Database) {}

  @Handle(insightRoutes.alertLoad)
  alertLoad({ user }: Asked<typeof insightRoutes.alertLoad>): Promise<AlertLoad> {
    return this.database.runAs(user, (tx) => alertLoad(tx, user));
  }

  @Handle(insightRoutes.figure)
  figure({ user, params, query }: Asked<typeof insightRoutes.figure>): Promise<FigureAnswer> {
    return this.database.runAs(user, (tx) => figure(tx, user, params.figure as FigureName, query));
  }

  @Handle(insightRoutes.figureList)
  figureList({ user, params, query }: Asked<typeof insightRoutes.figureList>): Promise<FigureList> {
    return this.database.runAs(user, (tx) => figureList(tx, user, params.figure as FigureName, query));
  }
}
