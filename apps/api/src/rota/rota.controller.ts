import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  RecordRotaChange,
  RotaWeekQuery,
  SaveDutyNumber,
  SaveRotaPattern,
  ToldQuery,
  type BankHolidays,
  type OnNow,
  type RecordedRotaChange,
  type RotaPatterns,
  type RotaWeek,
  type Told,
} from '@shared-care/contracts/rota';
import type { CurrentUser } from '@shared-care/contracts/session';
import { SeenVersion } from '@shared-care/contracts/users';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { recordRotaChange, restoreRotaChange, withdrawRotaChange } from './change-rota';
import { onNow, whoIsTold } from './on-now';
import { rotaPatterns, saveDutyNumber, saveRotaPattern, withdrawRotaPattern } from './rota-patterns';
import { bankHolidayList } from './rota-problems';
import { rotaWeek } from './rota-week';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('rota')
export class RotaController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('rota', 'read')
  week(@SignedIn() user: CurrentUser, @Query({ schema: RotaWeekQuery }) query: RotaWeekQuery): Promise<RotaWeek> {
    return this.database.runAs(user, (tx) => rotaWeek(tx, query.date));
  }

  @Get('on-now')
  @Access('rota', 'read')
  onNow(@SignedIn() user: CurrentUser): Promise<OnNow> {
    return this.database.runAs(user, onNow);
  }

  @Get('told')
  @Access('rota', 'read')
  told(@SignedIn() user: CurrentUser, @Query({ schema: ToldQuery }) query: ToldQuery): Promise<Told> {
    return this.database.runAs(user, (tx) => whoIsTold(tx, query));
  }

  @Get('patterns')
  @Access('rota', 'read')
  patterns(@SignedIn() user: CurrentUser): Promise<RotaPatterns> {
    return this.database.runAs(user, rotaPatterns);
  }

  @Get('bank-holidays')
  @Access('rota', 'read')
  bankHolidays(@SignedIn() user: CurrentUser): Promise<BankHolidays> {
    return this.database.runAs(user, bankHolidayList);
  }

  @Post('changes')
  @HttpCode(200)
  @Access('rota', 'write')
  record(
    @SignedIn() user: CurrentUser,
    @Body({ schema: RecordRotaChange }) body: RecordRotaChange,
  ): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => recordRotaChange(tx, user, body), 'rota');
  }

  @Post('changes/:id/withdraw')
  @HttpCode(200)
  @Access('rota', 'write')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() changeId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => withdrawRotaChange(tx, user, changeId, version), 'rota');
  }

  @Post('changes/:id/restore')
  @HttpCode(200)
  @Access('rota', 'write')
  restore(
    @SignedIn() user: CurrentUser,
    @id() changeId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<RecordedRotaChange> {
    return this.database.runAs(user, (tx) => restoreRotaChange(tx, user, changeId, version), 'rota');
  }

  @Post('patterns')
  @HttpCode(200)
  @Access('rota', 'write')
  savePattern(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SaveRotaPattern }) body: SaveRotaPattern,
  ): Promise<RotaPatterns> {
    return this.change(user, (tx) => saveRotaPattern(tx, user, body));
  }

  @Post('patterns/:id/withdraw')
  @HttpCode(200)
  @Access('rota', 'write')
  withdrawPattern(
    @SignedIn() user: CurrentUser,
    @id() patternId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<RotaPatterns> {
    return this.change(user, (tx) => withdrawRotaPattern(tx, user, patternId, version));
  }

  @Post('numbers')
  @HttpCode(200)
  @Access('rota', 'write')
  saveNumber(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SaveDutyNumber }) body: SaveDutyNumber,
  ): Promise<RotaPatterns> {
    return this.change(user, (tx) => saveDutyNumber(tx, user, body));
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
