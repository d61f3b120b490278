import type { ArrangementFacts } from '@shared-care/domain/open-access';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';

/** Where the arrangements are read: the table under its policy, or a function with a scope of its own. */
export type OpenAccessSource = 'open_access_arrangements' | 'sec.emergency_open_access($1)';

/** The day from whose end an arrangement aliased `a` is due review: its date, or the day something forced it. */
export const DUE_ON = 'least(a.review_by, a.review_forced_on)';

/** Columns of an arrangement aliased `a` for {@link factsOf}. */
export const FACTS = `a.id, a.hospital_id AS "hospitalId", a.state, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
  ${DUE_ON} AS "reviewBy", a.agreed_at AS "agreedAt", a.ended_at AS "endedAt",
  coalesce((SELECT json_agg(json_build_object('from', s.suspended_at, 'to', s.lifted_at))
            FROM open_access_suspensions s WHERE s.arrangement_id = a.id), '[]') AS suspensions`;

/** The same as one JSON value, for a query that has everything in one row; {@link factsOfJson} reads it. */
export const FACTS_JSON = `jsonb_build_object('id', a.id, 'hospitalId', a.hospital_id, 'state', a.state,
  'startsAt', a.starts_at, 'endsAt', a.ends_at, 'reviewBy', ${DUE_ON}, 'agreedAt', a.agreed_at, 'endedAt', a.ended_at,
  'suspensions', coalesce((SELECT jsonb_agg(jsonb_build_object('from', s.suspended_at, 'to', s.lifted_at))
                           FROM open_access_suspensions s WHERE s.arrangement_id = a.id), '[]'))`;

export type FactsRow = Omit<ArrangementFacts, 'suspensions'> & { suspensions: { from: string; to: string | null }[] };

/** What openAccessAt() judges by; instants inside JSON come as text. */
export function factsOf(row: FactsRow): ArrangementFacts {
  return {
    ...row,
    suspensions: row.suspensions.map(({ from, to }) => ({
      from: new Date(from),
      to: to === null ? null : new Date(to),
    })),
  };
}

export type FactsJson = Omit<FactsRow, 'startsAt' | 'endsAt' | 'agreedAt' | 'endedAt'> &
  Record<'endsAt' | 'agreedAt' | 'endedAt', string | null> & { startsAt: string };

export function factsOfJson(json: FactsJson): ArrangementFacts {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return factsOf({
    ...json,
    startsAt: new Date(json.startsAt),
    endsAt: instant(json.endsAt),
    agreedAt: instant(json.agreedAt),
    endedAt: instant(json.endedAt),
  });
}

/** Every arrangement of one child, of any version and state. */
export function arrangementFacts(tx: Tx, patientId: string): Promise<ArrangementFacts[]> {
  return askArrangementFacts(patientId).ask(tx);
}

export function askArrangementFacts(patientId: string): Question<ArrangementFacts[]> {
  return Question.rows<FactsRow>(`SELECT ${FACTS} FROM open_access_arrangements a WHERE a.patient_id = $1`, [
    patientId,
  ]).to((found) => found.map(factsOf));
}
