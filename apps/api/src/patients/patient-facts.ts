import type {
  ChangeEntry,
  FactState,
  InhibitorEntry,
  PatientFacts,
  WeightEntry,
} from '@shared-care/contracts/patient-facts/answers';
import { permits } from '@shared-care/contracts/permissions';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { ChangedFact } from '@shared-care/domain/patient-change';
import { CHANGED_FACTS } from '@shared-care/domain/patient-change';
import { recordAudit } from '../audit/audit';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { mergedIntoAnother } from './merged-into';

/** Who wrote an entry aliased `e`, when, from what, and whether it was struck out. */
function entry(by: string, at: string): string {
  return `e.id, author.display_name AS by, e.${at} AS at, json_build_object('kind', e.source, 'words', e.words) AS source,
    CASE WHEN e.struck_out_at IS NOT NULL THEN json_build_object('by', striker.display_name, 'at', e.struck_out_at,
      'because', e.struck_out_because) END AS "struckOut" ${by}`;
}
const PEOPLE = (author: string): string =>
  `LEFT JOIN users author ON author.id = e.${author} LEFT JOIN users striker ON striker.id = e.struck_out_by`;

/** Every fact as it is, with all it ever was. */
export async function patientFacts(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientFacts> {
  const facts = await readFacts(tx, user, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'patient_facts', entityId: patientId, patientId });
  return facts;
}

interface Row {
  values: Record<ChangedFact, FactState['value']>;
  inhibitor: PatientFacts['inhibitor'];
  registered: PatientFacts['registered'];
  died: boolean;
}

async function readFacts(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientFacts> {
  const [found] = await rows<Row>(
    tx,
    `SELECT sec.fact_values(p) AS values,
            json_build_object('state', p.inhibitor, 'on', p.inhibitor_on, 'titre', trim_scale(p.inhibitor_titre)::text) AS inhibitor,
            CASE WHEN u.id IS NOT NULL THEN json_build_object('by', u.display_name, 'at', p.created_at,
              'source', json_build_object('kind', p.registered_source, 'words', p.registered_words)) END AS registered,
            p.died_on IS NOT NULL AS died
     FROM patients p LEFT JOIN users u ON u.id = p.registered_by WHERE p.id = $1`,
    [patientId],
  );
  if (!found) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const changes = await changesOf(tx, patientId);
  return {
    facts: (Object.keys(CHANGED_FACTS) as ChangedFact[]).map((fact) => {
      const own = changes.filter((change) => change.fact === fact);
      return {
        fact,
        value: found.values[fact],
        version: versionOf(own),
        changes: own.map(({ fact: _, ...one }) => one),
      };
    }),
    weights: await weightsOf(tx, patientId),
    inhibitorResults: await inhibitorResultsOf(tx, patientId),
    inhibitor: found.inhibitor,
    registered: found.registered,
    closed: whyClosed(user, found.died),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Counts what was written and what was struck out since: both change what the fact is. */
function versionOf(changes: readonly ChangeEntry[]): number {
  const own = changes.filter(({ ofMergedRecord }) => !ofMergedRecord);
  return own.length + own.filter(({ struckOut }) => struckOut !== null).length;
}

export const CHILD_HAS_DIED = 'The child has died. The facts of this record are not changed any more.';

function whyClosed(user: CurrentUser, died: boolean): string | null {
  if (!permits(user.role, 'patient', 'change')) return 'The unit changes these facts. Suggest a correction instead.';
  return died ? CHILD_HAS_DIED : null;
}

function changesOf(tx: Tx, patientId: string): Promise<(ChangeEntry & { fact: ChangedFact })[]> {
  return rows(
    tx,
    `SELECT ${entry(', e.fact, e.was, e.becomes, e.written_for <> e.patient_id AS "ofMergedRecord"', 'changed_at')}
     FROM patient_changes e ${PEOPLE('changed_by')} WHERE e.patient_id = $1 ORDER BY e.number DESC`,
    [patientId],
  );
}

function weightsOf(tx: Tx, patientId: string): Promise<WeightEntry[]> {
  return rows(
    tx,
    `SELECT ${entry(', trim_scale(e.kg)::text AS kg, e.weighed_on AS "on"', 'recorded_at')}
     FROM patient_weights e ${PEOPLE('recorded_by')} WHERE e.patient_id = $1 ORDER BY e.weighed_on DESC, e.number DESC`,
    [patientId],
  );
}

function inhibitorResultsOf(tx: Tx, patientId: string): Promise<InhibitorEntry[]> {
  return rows(
    tx,
    `SELECT ${entry(', e.state, trim_scale(e.titre)::text AS titre, e.tested_on AS "on"', 'recorded_at')}
     FROM inhibitor_results e ${PEOPLE('recorded_by')} WHERE e.patient_id = $1
     ORDER BY coalesce(e.tested_on, (e.recorded_at AT TIME ZONE 'Europe/London')::date) DESC, e.number DESC`,
    [patientId],
  );
}

/** One fact as it is now, for the person who changes it or was too late to. */
export async function factNow(tx: Tx, patientId: string, fact: ChangedFact): Promise<Omit<FactState, 'changes'>> {
  const [found] = await rows<Omit<FactState, 'changes'>>(
    tx,
    `SELECT $2 AS fact, sec.fact_values(p) -> $2 AS value,
            (SELECT count(*)::int + count(c.struck_out_at)::int FROM patient_changes c
             WHERE c.patient_id = p.id AND c.written_for = p.id AND c.fact = $2) AS version
     FROM patients p WHERE p.id = $1`,
    [patientId, fact],
  );
  if (!found) throw new NotFound();
  return found;
}
