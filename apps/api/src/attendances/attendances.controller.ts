import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { AlertDetail } from '@shared-care/contracts/alerts';
import {
  CorrectAttendance,
  CorrectFacts,
  LogAttendance,
  MatchAttendance,
  MoveAttendance,
  PreviewAttendance,
  RecordFirstTreatment,
  UndoMatch,
  type AttendancePreview,
  type LoggedAttendance,
} from '@shared-care/contracts/attendances';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { Response } from 'express';
import type { z } from 'zod';
import { alertDetail } from '../alerts/alert-detail';
import { Access, SignedIn } from '../platform/access';
import { Conflict } from '../platform/problems';
import { Database, type Tx } from '../platform/tx';
import { idempotencyKey, PathId } from '../platform/validation';
import { correctAttendance } from './correct-attendance';
import { correctFacts } from './correct-facts';
import { moveAttendance, recordFirstTreatment } from './follow-attendance';
import { logAttendance, previewAttendance } from './log-attendance';
import { matchAttendance, undoMatch } from './match-attendance';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('attendances')
export class AttendancesController {
  constructor(private readonly database: Database) {}

  @Post('preview')
  @HttpCode(200)
  @Access('attendance', 'log')
  preview(
    @SignedIn() user: CurrentUser,
    @Body({ schema: PreviewAttendance }) body: z.output<typeof PreviewAttendance>,
  ): Promise<AttendancePreview> {
    return this.database.runAs(user, (tx) => previewAttendance(tx, user, body));
  }

  /** 201 the first time, 200 with the same answer when the same key and body come again. */
  @Post()
  @Access('attendance', 'log')
  async log(
    @SignedIn() user: CurrentUser,
    @Headers(IDEMPOTENCY_HEADER) key: string | undefined,
    @Body({ schema: LogAttendance }) body: z.output<typeof LogAttendance>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoggedAttendance> {
    const checked = idempotencyKey(key);
    const log = (): ReturnType<typeof logAttendance> =>
      this.database.runAs(user, (tx) => logAttendance(tx, user, checked, body), 'alerts');
    // Two copies of one request at once: the loser meets the winner's row and, asked again, finds its answer.
    const { replayed, ...logged } = await log()
      .catch(onSecondCopy(log))
      .catch(
        // Still taken, but not to be seen: an unmatched child who turned out to be another hospital's.
        onSecondCopy(() => {
          throw new Conflict(
            'This attendance was logged before and has been matched to a child who is not yours to see.',
          );
        }),
      );
    if (replayed) response.status(200);
    return logged;
  }

  @Post(':id/match')
  @HttpCode(200)
  @Access('attendance', 'match')
  match(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: MatchAttendance }) body: z.output<typeof MatchAttendance>,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => matchAttendance(tx, user, attendanceId, body));
  }

  @Post(':id/unmatch')
  @HttpCode(200)
  @Access('attendance', 'match')
  unmatch(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: UndoMatch }) body: UndoMatch,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => undoMatch(tx, user, attendanceId, body));
  }

  @Post(':id/facts')
  @HttpCode(200)
  @Access('attendance', 'correct')
  facts(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: CorrectFacts }) body: z.output<typeof CorrectFacts>,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => correctFacts(tx, user, attendanceId, body));
  }

  @Post(':id/first-treatment')
  @HttpCode(200)
  @Access('attendance', 'update')
  firstTreatment(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: RecordFirstTreatment }) body: z.output<typeof RecordFirstTreatment>,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => recordFirstTreatment(tx, user, attendanceId, body));
  }

  @Post(':id/move')
  @HttpCode(200)
  @Access('attendance', 'update')
  move(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: MoveAttendance }) body: z.output<typeof MoveAttendance>,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => moveAttendance(tx, user, attendanceId, body));
  }

  @Post(':id/correct')
  @HttpCode(200)
  @Access('attendance', 'correct')
  correct(
    @SignedIn() user: CurrentUser,
    @id() attendanceId: string,
    @Body({ schema: CorrectAttendance }) body: z.output<typeof CorrectAttendance>,
  ): Promise<AlertDetail> {
    return this.follow(user, (tx) => correctAttendance(tx, user, attendanceId, body));
  }

  private follow(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<AlertDetail> {
    return this.database.runAs(user, async (tx) => alertDetail(tx, user, await verb(tx)), 'alerts');
  }
}

/** Answers with `then` when the key turns out to be taken; everything else goes on as it came. */
function onSecondCopy<T>(then: () => T): (error: unknown) => T {
  return (error) => {
    const { code, constraint } = ((error as { driverError?: object }).driverError ?? {}) as {
      code?: string;
      constraint?: string;
    };
    if (code === '23505' && constraint === 'attendances_idempotency') return then();
    throw error;
  };
}
