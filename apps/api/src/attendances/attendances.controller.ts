import { Controller } from '@nestjs/common';
import { attendanceRoutes } from '@shared-care/contracts/attendances/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AlertStep } from '@shared-care/contracts/alerts/answers';
import type { AttendancePreview, LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { alertStep } from '../alerts/alert-step';
import { Conflict } from '../platform/problems';
import { Database, type Tx } from '../platform/tx';
import { correctAttendance } from './correct-attendance';
import { correctFacts } from './correct-facts';
import { moveAttendance, recordFirstTreatment } from './follow-attendance';
import { logAttendance, previewAttendance } from './log-attendance';
import { matchAttendance, undoMatch } from './match-attendance';

@Controller()
export class AttendancesController {
  constructor(private readonly database: Database) {}

  @Handle(attendanceRoutes.preview)
  preview({ user, body }: Asked<typeof attendanceRoutes.preview>): Promise<AttendancePreview> {
    return this.database.runAs(user, (tx) => previewAttendance(tx, user, body));
  }

  /** 201 the first time, 200 with the same answer when the same key and body come again. */
  @Handle(attendanceRoutes.log)
  async log({ user, body, key, response }: Asked<typeof attendanceRoutes.log>): Promise<LoggedAttendance> {
    const checked = key;
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

  @Handle(attendanceRoutes.match)
  match({ user, params: { id: attendanceId }, body }: Asked<typeof attendanceRoutes.match>): Promise<AlertStep> {
    return this.follow(user, (tx) => matchAttendance(tx, user, attendanceId, body));
  }

  @Handle(attendanceRoutes.unmatch)
  unmatch({ user, params: { id: attendanceId }, body }: Asked<typeof attendanceRoutes.unmatch>): Promise<AlertStep> {
    return this.follow(user, (tx) => undoMatch(tx, user, attendanceId, body));
  }

  @Handle(attendanceRoutes.facts)
  facts({ user, params: { id: attendanceId }, body }: Asked<typeof attendanceRoutes.facts>): Promise<AlertStep> {
    return this.follow(user, (tx) => correctFacts(tx, user, attendanceId, body));
  }

  @Handle(attendanceRoutes.firstTreatment)
  firstTreatment({
    user,
    params: { id: attendanceId },
    body,
  }: Asked<typeof attendanceRoutes.firstTreatment>): Promise<AlertStep> {
    return this.follow(user, (tx) => recordFirstTreatment(tx, user, attendanceId, body));
  }

  @Handle(attendanceRoutes.move)
  move({ user, params: { id: attendanceId }, body }: Asked<typeof attendanceRoutes.move>): Promise<AlertStep> {
    return this.follow(user, (tx) => moveAttendance(tx, user, attendanceId, body));
  }

  @Handle(attendanceRoutes.correct)
  correct({ user, params: { id: attendanceId }, body }: Asked<typeof attendanceRoutes.correct>): Promise<AlertStep> {
    return this.follow(user, (tx) => correctAttendance(tx, user, attendanceId, body));
  }

  private follow(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<AlertStep> {
    return this.database.runAs(user, async (tx) => alertStep(tx, await verb(tx)), 'alerts');
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
