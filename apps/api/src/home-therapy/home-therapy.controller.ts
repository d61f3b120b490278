import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ChangeHomeTherapy,
  HaemtrackFile,
  RecordDiaryBleed,
  RecordHaemtrackPeriod,
  SettleBleed,
  SettleDelivery,
  type HaemtrackImport,
  type HomeTherapyDetail,
  type HomeTherapyList,
} from '@shared-care/contracts/home-therapy';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { changeHomeTherapy, recordDiaryBleed, recordHaemtrackPeriod, settleDelivery } from './change-home-therapy';
import { importHaemtrack } from './import-haemtrack';
import { settleBleed } from './lone-bleeds';
import { homeTherapyDetail, homeTherapyList } from './read-home-therapy';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class HomeTherapyController {
  constructor(private readonly database: Database) {}

  @Get('home-therapy')
  @Access('homeTherapy', 'read')
  list(@SignedIn() user: CurrentUser): Promise<HomeTherapyList> {
    return this.database.runAs(user, (tx) => homeTherapyList(tx, user));
  }

  @Get('patients/:id/home-therapy')
  @Access('homeTherapy', 'read')
  detail(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<HomeTherapyDetail> {
    return this.database.runAs(user, (tx) => homeTherapyDetail(tx, user, patientId));
  }

  @Post('patients/:id/home-therapy')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  change(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: ChangeHomeTherapy }) body: z.output<typeof ChangeHomeTherapy>,
  ): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await changeHomeTherapy(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('home-deliveries/:id/settle')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  settle(
    @SignedIn() user: CurrentUser,
    @id() deliveryId: string,
    @Body({ schema: SettleDelivery }) body: z.output<typeof SettleDelivery>,
  ): Promise<HomeTherapyDetail> {
    return this.answer(user, (tx) => settleDelivery(tx, user, deliveryId, body));
  }

  @Post('patients/:id/haemtrack-periods')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  period(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: RecordHaemtrackPeriod }) body: z.output<typeof RecordHaemtrackPeriod>,
  ): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await recordHaemtrackPeriod(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('patients/:id/diary-bleeds')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  bleed(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: RecordDiaryBleed }) body: z.output<typeof RecordDiaryBleed>,
  ): Promise<HomeTherapyDetail> {
    return this.answer(user, async (tx) => {
      await recordDiaryBleed(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('lone-bleeds/settle')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  settleBleed(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SettleBleed }) body: z.output<typeof SettleBleed>,
  ): Promise<HomeTherapyList> {
    return this.database.runAs(
      user,
      async (tx) => {
        await settleBleed(tx, user, body);
        return homeTherapyList(tx, user);
      },
      'requests',
    );
  }

  @Post('haemtrack-imports/check')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  checkFile(
    @SignedIn() user: CurrentUser,
    @Body({ schema: HaemtrackFile }) { csv }: HaemtrackFile,
  ): Promise<HaemtrackImport> {
    return this.database.runAs(user, (tx) => importHaemtrack(tx, user, csv, false));
  }

  @Post('haemtrack-imports')
  @HttpCode(200)
  @Access('homeTherapy', 'change')
  importFile(
    @SignedIn() user: CurrentUser,
    @Body({ schema: HaemtrackFile }) { csv }: HaemtrackFile,
  ): Promise<HaemtrackImport> {
    return this.database.runAs(user, (tx) => importHaemtrack(tx, user, csv, true), 'requests');
  }

  private answer(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<HomeTherapyDetail> {
    return this.database.runAs(user, async (tx) => homeTherapyDetail(tx, user, await verb(tx)), 'requests');
  }
}
