import { Controller } from '@nestjs/common';
import type { FigureAnswer, FigureList } from '@shared-care/contracts/insights/answers';
import { insightRoutes } from '@shared-care/contracts/insights/routes';
import type { FigureName } from '@shared-care/domain/figures';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { figure, figureList } from './figures';

@Controller()
export class InsightsController {
  constructor(private readonly database: Database) {}

  @Handle(insightRoutes.figure)
  figure({ user, params, query }: Asked<typeof insightRoutes.figure>): Promise<FigureAnswer> {
    return this.database.runAs(user, (tx) => figure(tx, user, params.figure as FigureName, query));
  }

  @Handle(insightRoutes.figureList)
  figureList({ user, params, query }: Asked<typeof insightRoutes.figureList>): Promise<FigureList> {
    return this.database.runAs(user, (tx) => figureList(tx, user, params.figure as FigureName, query));
  }
}
