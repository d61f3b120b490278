import type { FactChange } from '@shared-care/contracts/patient-facts/shapes';
import type { SourceOfFact } from '@shared-care/contracts/registration/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Patient } from '@shared-care/database/entities/patient';
import { londonDate } from '@shared-care/domain/london-time';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import { CHANGED_FACTS } from '@shared-care/domain/patient-change';
import { QueryFailedError, type QueryDeepPartialEntity } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION } from '../platform/write-row';
import { birthDateProblem, nhsNumberProblem } from './check-facts';
import { sayFactSource } from './fact-source';
import { CHILD_HAS_DIED, factNow } from './patient-facts';
import { watchingRisks } from './risk-changes';

/** A fact as it is to be; `version` is left out when no value was seen, such as a suggestion that is accepted. */
export type WantedFact = FactChange extends infer One
  ? One extends FactChange
    ? Omit<One, 'version'> & { version?: number }
    : never
  : never;

export const NUMBER_IN_USE =
  'Another record of the unit has this NHS number. Open that record, or check the number against the letter.';

/**
 * Writes facts of a record, all or none. The database keeps what each was, with who, when and `source`; what a change
 * of line forces it forces itself.
 *
 * @throws Conflict with the fact as it is now, when somebody else changed it since the version that was seen
 * @throws Refused of a child who has died
 */
export async function changeFacts(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  changes: readonly WantedFact[],
  source: SourceOfFact,
  options: { demo: boolean },
): Promise<void> {
  const child = await lockLiving(tx, patientId);
  const limits = { today: londonDate(await databaseNow(tx)), demo: options.demo };
  await sayFactSource(tx, source);
  const writeAll = async (): Promise<void> => {
    for (const [place, change] of changes.entries()) await changeOne(tx, patientId, change, place, child, limits);
  };
  await watchingRisks(tx, user, patientId, writeAll);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'patient_facts',
    entityId: patientId,
    patientId,
    detail: changes.map(({ fact }) => fact).join(', '),
  });
}

async function changeOne(
  tx: Tx,
  patientId: string,
  change: WantedFact,
  place: number,
  child: { numberNoticed: boolean },
  limits: { today: string; demo: boolean },
): Promise<void> {
  const problem =
    change.fact === 'nhs_number'
      ? nhsNumberProblem(change.nhsNumber, limits)
      : change.fact === 'birth_date'
        ? birthDateProblem(change.birthDate, limits.today)
        : null;
  if (problem) throw new InvalidInput([{ field: `changes.${place}.${problem.field}`, message: problem.message }]);
  if (change.fact === 'birth_date') await refuseLaterThanMeasured(tx, patientId, change.birthDate, place);
  await refuseStale(tx, patientId, change);
  if (change.fact === 'nhs_number' && child.numberNoticed)
    throw new Refused('A notice says that the number is wrong. End the notice with the right number, under Family.');
  await write(tx, patientId, change, `changes.${place}.`);
}

/** Holds the record, so that two people change it one after the other. */
export async function lockLiving(tx: Tx, patientId: string): Promise<{ birthDate: string; numberNoticed: boolean }> {
  // What is read by the statement that waits for the lock is as it was before the wait: a notice written meanwhile is not there.
  await tx.query('SELECT 1 FROM patients WHERE id = $1 FOR UPDATE', [patientId]);
  const [found] = await rows<{ birthDate: string; died: boolean; numberNoticed: boolean }>(
    tx,
    `SELECT p.birth_date AS "birthDate", p.died_on IS NOT NULL AS died,
            EXISTS (SELECT 1 FROM notices n WHERE n.patient_id = p.id AND n.kind LIKE 'nhs_number%' AND n.ended_at IS NULL) AS "numberNoticed"
     FROM patients p WHERE p.id = $1`,
    [patientId],
  );
  if (!found) throw new NotFound();
  if (found.died) throw new Refused(CHILD_HAS_DIED);
  return found;
}

/** A child is not weighed or tested before birth: one of the two days is wrong, and a person says which. */
async function refuseLaterThanMeasured(tx: Tx, patientId: string, birthDate: string, place: number): Promise<void> {
  const [older] = await rows(
    tx,
    `SELECT 1 FROM patient_weights WHERE patient_id = $1 AND struck_out_at IS NULL AND weighed_on < $2
     UNION ALL SELECT 1 FROM inhibitor_results WHERE patient_id = $1 AND struck_out_at IS NULL AND tested_on < $2`,
    [patientId, birthDate],
  );
  if (older) throw measuredBeforeBirth(`changes.${place}.`);
}

function measuredBeforeBirth(prefix: string): InvalidInput {
  const message = 'A weight or an inhibitor test is older than this birth date. Strike that out first.';
  return new InvalidInput([{ field: `${prefix}birthDate`, message }]);
}

async function refuseStale(tx: Tx, patientId: string, change: WantedFact): Promise<void> {
  if (change.version === undefined) return;
  const now = await factNow(tx, patientId, change.fact);
  if (now.version === change.version) return;
  throw new Conflict(
    `Somebody else changed “${CHANGED_FACTS[change.fact]}” since you opened it. Both are shown; nothing was saved.`,
    { ...now },
  );
}

async function write(tx: Tx, patientId: string, change: WantedFact, prefix: string): Promise<void> {
  try {
    await tx.update(Patient, { id: patientId }, { ...columnsOf(change), version: NEXT_VERSION });
  } catch (error) {
    throw factRefused(error, prefix);
  }
}

function columnsOf(change: WantedFact): QueryDeepPartialEntity<Patient> {
  switch (change.fact) {
    case 'name':
      return {
        familyName: change.familyName,
        givenName: change.givenName,
        preferredName: change.preferredName,
      };
    case 'birth_date':
      return { birthDate: change.birthDate };
    case 'sex':
      return { sex: change.sex };
    case 'nhs_number': {
      const read = change.nhsNumber === null ? null : checkNhsNumber(change.nhsNumber);
      return read?.ok
        ? { nhsNumber: read.number, nhsNumberStatus: change.nhsNumberStatus }
        : { nhsNumber: null, nhsNumberStatus: 'absent' };
    }
    case 'hospital_number':
      return { hospitalNumber: change.hospitalNumber };
    case 'diagnosis':
      return { diagnosis: change.diagnosis };
    case 'severity':
      return { severity: change.severity };
    case 'baseline_level':
      return { baselineLevel: change.baselineLevel };
    case 'central_line':
      return { centralLine: change.centralLine };
    case 'allergies':
      return { allergyState: change.allergyState, allergies: change.allergies };
  }
}

/** What the tables refuse, in words. */
export function factRefused(error: unknown, prefix = ''): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const { constraint, code } = error.driverError as { constraint?: string; code?: string };
  if (code === 'SCF01') return new Refused(CHILD_HAS_DIED);
  if (code === 'SCF02') return new Refused('Nothing else is recorded for this fact. Write the right one instead.');
  if (constraint === 'patients_one_active_per_nhs_number') return new Conflict(NUMBER_IN_USE);
  if (constraint === 'patients_dates') return measuredBeforeBirth(prefix);
  return error;
}
