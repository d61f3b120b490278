import type { AlertLimits } from '@shared-care/domain/alert-clock';
import { UnitCalendar, type WorkingHours } from '@shared-care/domain/working-time';
import { Question } from './questions';
import type { Tx } from './tx';

/** How long an alert may wait, as this unit has set it: one row for all processes, so that none differ. */
export async function alertLimits(tx: Tx): Promise<AlertLimits> {
  return askAlertLimits().ask(tx);
}

export function askAlertLimits(): Question<AlertLimits> {
  return Question.row<AlertLimits>(
    `SELECT red_minutes AS "redMinutes", amber_minutes AS "amberMinutes", amber_after_night AS "amberAfterNight",
            blue_time AS "blueTime" FROM alert_limits`,
  ).to((set) => set!);
}

/** These bank holidays with the working hours of the unit, each from its day on. */
export async function unitCalendar(tx: Tx, days: Iterable<string>): Promise<UnitCalendar> {
  return new UnitCalendar(days, await askWorkingHours().ask(tx));
}

export function askWorkingHours(): Question<{ from: Date; hours: WorkingHours }[]> {
  return Question.rows<{ from: Date; hours: WorkingHours }>(
    `SELECT valid_from AS from, value AS hours FROM settings
     WHERE key = 'working_hours' AND state = 'confirmed' ORDER BY valid_from, decided_at NULLS FIRST`,
  );
}
