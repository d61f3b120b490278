import { Controller } from '@nestjs/common';
import { homeTherapyRoutes } from '@shared-care/contracts/home-therapy/routes';
import { Handle, type Asked } from '../platform/handle';
import type { HaemtrackImport, HomeTherapyDetail, HomeTherapyList } from '@shared-care/contracts/home-therapy/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { changeHomeTherapy, recordDiaryBleed, recordHaemtrackPeriod, settleDelivery } from './change-home-therapy';
import { importHaemtrack } from './import-haemtrack';
import { settleBleed } from './lone-bleeds';
import { homeTherapyDetail, homeTherapyList } from './read-home-therapy';

@Controller()
export class HomeTherapyController {
  constructor(private readonly database: Database) {}

  @Handle(homeTherapyRoutes.list)
  list({ user }: Asked<typeof homeTherapyRoutes.list>): Promise<HomeTherapyList> {
    return this.database.runAs(user, (tx) => homeTherapyList(tx, user));
  }

  @Handle(homeTherapyRoutes.detail)
  detail({ user, params: { id: patientId } }: Asked<typeof homeTherapyRoutes.detail>): Promise<HomeTherapyDetail> {
    return this.database.runAs(user, (tx) => homeTherapyDetail(tx, user, patientId));
  }

  @Handle(homeTherapyRoutes.change)
  change({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof homeTherapyRoutes.change>): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await changeHomeTherapy(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(homeTherapyRoutes.settle)
  settle({
    user,
    params: { id: deliveryId },
    body,
  }: Asked<typeof homeTherapyRoutes.settle>): Promise<HomeTherapyDetail> {
    return this.answer(user, (tx) => settleDelivery(tx, user, deliveryId, body));
  }

  @Handle(homeTherapyRoutes.period)
  period({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof homeTherapyRoutes.period>): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await recordHaemtrackPeriod(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(homeTherapyRoutes.bleed)
  bleed({ user, params: { id: patientId }, body }: Asked<typeof homeTherapyRoutes.bleed>): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await recordDiaryBleed(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(homeTherapyRoutes.settleBleed)
  settleBleed({ user, body }: Asked<typeof homeTherapyRoutes.settleBleed>): Promise<void> {
    return this.database.runAs(user, (tx) => settleBleed(tx, user, body), 'requests');
  }

  @Handle(homeTherapyRoutes.checkFile)
  checkFile({ user, body: { csv } }: Asked<typeof homeTherapyRoutes.checkFile>): Promise<HaemtrackImport> {
    return this.database.runAs(user, (tx) => importHaemtrack(tx, user, csv, false));
  }

  @Handle(homeTherapyRoutes.importFile)
  importFile({ user, body: { csv } }: Asked<typeof homeTherapyRoutes.importFile>): Promise<HaemtrackImport> {
    return this.database.runAs(user, (tx) => importHaemtrack(tx, user, csv, true), 'requests');
  }

  private answer(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<HomeTherapyDetail> {
    return this.database.runAs(user, async (tx) => homeTherapyDetail(tx, user, await verb(tx)), 'requests');
  }
}
