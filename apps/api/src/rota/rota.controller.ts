import { Controller } from '@nestjs/common';
import { rotaRoutes } from '@shared-care/contracts/rota/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  BankHolidays,
  OnNow,
  RecordedRotaChange,
  RotaPatterns,
  RotaWeek,
  SwapAsks,
  Told,
} from '@shared-care/contracts/rota/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { recordRotaChange, restoreRotaChange, withdrawRotaChange } from './change-rota';
import { onNow, whoIsTold } from './on-now';
import { rotaPatterns, saveDutyNumber, saveRotaPattern, withdrawRotaPattern } from './rota-patterns';
import { bankHolidayList } from './rota-problems';
import { rotaWeek } from './rota-week';
import { agreeSwap, askSwap, declineSwap, swapAsks, undoSwap } from './swap-asks';

@Controller()
export class RotaController {
  constructor(private readonly database: Database) {}

  @Handle(rotaRoutes.week)
  week({ user, query }: Asked<typeof rotaRoutes.week>): Promise<RotaWeek> {
    return this.database.runAs(user, (tx) => rotaWeek(tx, query.date));
  }

  @Handle(rotaRoutes.onNow)
  onNow({ user }: Asked<typeof rotaRoutes.onNow>): Promise<OnNow> {
    return this.database.runAs(user, onNow);
  }

  @Handle(rotaRoutes.told)
  told({ user, query }: Asked<typeof rotaRoutes.told>): Promise<Told> {
    return this.database.runAs(user, (tx) => whoIsTold(tx, query));
  }

  @Handle(rotaRoutes.patterns)
  patterns({ user }: Asked<typeof rotaRoutes.patterns>): Promise<RotaPatterns> {
    return this.database.runAs(user, rotaPatterns);
  }

  @Handle(rotaRoutes.bankHolidays)
  bankHolidays({ user }: Asked<typeof rotaRoutes.bankHolidays>): Promise<BankHolidays> {
    return this.database.runAs(user, bankHolidayList);
  }

  @Handle(rotaRoutes.record)
  record({ user, body }: Asked<typeof rotaRoutes.record>): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => recordRotaChange(tx, user, body), 'rota');
  }

  @Handle(rotaRoutes.withdraw)
  withdraw({
    user,
    params: { id: changeId },
    body: { version },
  }: Asked<typeof rotaRoutes.withdraw>): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => withdrawRotaChange(tx, user, changeId, version), 'rota');
  }

  @Handle(rotaRoutes.restore)
  restore({
    user,
    params: { id: changeId },
    body: { version },
  }: Asked<typeof rotaRoutes.restore>): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => restoreRotaChange(tx, user, changeId, version), 'rota');
  }

  @Handle(rotaRoutes.savePattern)
  savePattern({ user, body }: Asked<typeof rotaRoutes.savePattern>): Promise<RotaPatterns> {
    return this.change(user, (tx) => saveRotaPattern(tx, user, body));
  }

  @Handle(rotaRoutes.withdrawPattern)
  withdrawPattern({
    user,
    params: { id: patternId },
    body: { version },
  }: Asked<typeof rotaRoutes.withdrawPattern>): Promise<RotaPatterns> {
    return this.change(user, (tx) => withdrawRotaPattern(tx, user, patternId, version));
  }

  @Handle(rotaRoutes.saveNumber)
  saveNumber({ user, body }: Asked<typeof rotaRoutes.saveNumber>): Promise<RotaPatterns> {
    return this.change(user, (tx) => saveDutyNumber(tx, user, body));
  }

  @Handle(rotaRoutes.swaps)
  swaps({ user }: Asked<typeof rotaRoutes.swaps>): Promise<SwapAsks> {
    return this.database.runAs(user, (tx) => swapAsks(tx, user));
  }

  @Handle(rotaRoutes.askSwap)
  askSwap({ user, body }: Asked<typeof rotaRoutes.askSwap>): Promise<SwapAsks> {
    return this.swap(user, (tx) => askSwap(tx, user, body));
  }

  @Handle(rotaRoutes.agreeSwap)
  agreeSwap({ user, params: { id }, body }: Asked<typeof rotaRoutes.agreeSwap>): Promise<SwapAsks> {
    return this.swap(user, (tx) => agreeSwap(tx, user, id, body.version));
  }

  @Handle(rotaRoutes.declineSwap)
  declineSwap({ user, params: { id }, body }: Asked<typeof rotaRoutes.declineSwap>): Promise<SwapAsks> {
    return this.swap(user, (tx) => declineSwap(tx, user, id, body));
  }

  @Handle(rotaRoutes.undoSwap)
  undoSwap({ user, params: { id }, body }: Asked<typeof rotaRoutes.undoSwap>): Promise<SwapAsks> {
    return this.swap(user, (tx) => undoSwap(tx, user, id, body.version));
  }

  private swap(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<SwapAsks> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return swapAsks(tx, user);
      },
      'rota',
    );
  }

  /** Changes, then answers with the patterns as they now are. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<RotaPatterns> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return rotaPatterns(tx);
      },
      'rota',
    );
  }
}
