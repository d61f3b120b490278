import type { UnitCalendar } from '@shared-care/domain/working-time';
import type { RotaPersonLine } from '@shared-care/contracts/rota/answers';
import type { PatternLine, RotaChangeFacts, RotaFacts, RotaPerson } from '@shared-care/domain/rota';
import { askCalendar } from '../hospitals/hospitals';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';

export interface StoredPattern {
  id: string;
  version: number;
  effectiveFrom: string;
  madeBy: string;
  madeAt: Date;
  lines: PatternLine[];
}

export type StoredChange = RotaChangeFacts & {
  id: string;
  version: number;
  groupId: string;
  reason: string;
  madeBy: string;
};

/** {@link RotaFacts} with what screens show beside them. */
export interface StoredRota extends RotaFacts {
  patterns: StoredPattern[];
  changes: StoredChange[];
  people: (RotaPerson & { name: string })[];
  bankHolidays: UnitCalendar;
}

/**
 * All that decides who is on duty from one instant to another. Reads no table about children, and works for a loop that
 * acts for nobody as for a signed-in nurse, doctor or admin.
 */
export function rotaFacts(tx: Tx, from: Date, until: Date): Promise<StoredRota> {
  return Question.all({
    patterns: askPatterns(from, until),
    changes: Question.rows<StoredChange>(
      `SELECT c.id, c.version, c.group_id AS "groupId", c.kind, c.duty, c.off_user_id AS "offUserId",
              c.on_user_id AS "onUserId", c.starts_at AS "startsAt", c.ends_at AS "endsAt", c.reason, by.display_name AS "madeBy"
       FROM rota_changes c JOIN users by ON by.id = c.made_by
       WHERE c.withdrawn_at IS NULL AND tstzrange(c.starts_at, c.ends_at) && tstzrange($1, $2)
       ORDER BY c.starts_at, c.id`,
      [from, until],
    ),
    people: Question.rows<StoredRota['people'][number]>(
      `SELECT id, role, disabled_at IS NOT NULL AS disabled, display_name AS name FROM users
       WHERE role <> 'link_consultant' ORDER BY lower(display_name), id`,
    ),
    bankHolidays: askCalendar(
      `SELECT holiday_on AS day FROM bank_holidays WHERE holiday_on BETWEEN $1::date - 2 AND $2::date + 2`,
      [from, until],
    ),
  }).ask(tx);
}

/** Those that count in the time asked about: the last one begun before it, and those that begin in it. */
export function storedPatterns(tx: Tx, from: Date, until: Date): Promise<StoredPattern[]> {
  return askPatterns(from, until).ask(tx);
}

function askPatterns(from: Date, until: Date): Question<StoredPattern[]> {
  return Question.rows<StoredPattern>(
    `SELECT p.id, p.version, p.effective_from AS "effectiveFrom", by.display_name AS "madeBy", p.made_at AS "madeAt",
            coalesce((SELECT json_agg(json_build_object('duty', l.duty, 'userId', l.user_id, 'day', l.day,
                                                        'fromMinute', l.from_minute, 'toMinute', l.to_minute)
                                      ORDER BY (l.day + 6) % 7, l.from_minute, l.id)
                      FROM rota_pattern_lines l WHERE l.pattern_id = p.id), '[]') AS lines
     FROM rota_patterns p JOIN users by ON by.id = p.made_by
     WHERE p.withdrawn_at IS NULL AND p.effective_from <= ($2 AT TIME ZONE 'Europe/London')::date
       AND p.effective_from >= coalesce(
         (SELECT max(q.effective_from) FROM rota_patterns q
          WHERE q.withdrawn_at IS NULL AND q.effective_from <= ($1 AT TIME ZONE 'Europe/London')::date), '-infinity')
     ORDER BY p.effective_from`,
    [from, until],
  );
}

export function nameOf(rota: StoredRota, userId: string | null): string | null {
  return rota.people.find(({ id }) => id === userId)?.name ?? null;
}

/** Who can be put on the rota today. */
export function choices(rota: Pick<StoredRota, 'people'>): RotaPersonLine[] {
  return rota.people
    .filter(({ role, disabled }) => !disabled && (role === 'haemostasis_nurse' || role === 'phu_doctor'))
    .map(({ id, name, role }) => ({ id, name, role }));
}
