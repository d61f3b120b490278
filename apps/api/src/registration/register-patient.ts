import { randomUUID } from 'node:crypto';
import type { SimilarPatients, SourceOfFact } from '@shared-care/contracts/registration/answers';
import type { RegistrationFacts } from '@shared-care/contracts/registration/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Patient } from '@shared-care/database/entities/patient';
import { TREATMENT_SOURCES } from '@shared-care/domain/fact-source';
import { londonDate } from '@shared-care/domain/london-time';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import { QueryFailedError, type QueryDeepPartialEntity } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { addSharedCareLink } from '../link-consultants/change-links';
import { NUMBER_IN_USE } from '../patients/change-facts';
import { changeContactDetails } from '../patients/contact-details';
import { similarPatients } from '../patients/similar-patients';
import { Conflict, InvalidInput } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { checkFacts } from '../patients/check-facts';
import { giveTreatment } from '../treatments/patient-treatments';

export interface RegistrationOptions {
  /** Numbers that start with 999 are accepted in the demonstration alone. */
  demo: boolean;
  /** Made by the sender; the same id again is the same child. */
  id?: string;
  /** Similar records that a person saw and found to be of another child. */
  notTheSame?: readonly string[];
  /** What the fields are called where they were typed, for example `facts.`. */
  prefix?: string;
}

/**
 * Opens a record for a child: the one way in for a form, an alert and a file. Two people never register side by side,
 * so the second is shown the record of the first.
 *
 * @throws InvalidInput naming the facts that cannot be so
 * @throws Conflict with the similar records that nobody has looked at yet
 */
export async function registerPatient(
  tx: Tx,
  user: CurrentUser,
  facts: RegistrationFacts,
  source: SourceOfFact,
  options: RegistrationOptions,
): Promise<string> {
  const id = options.id ?? randomUUID();
  const prefix = options.prefix ?? '';
  const problems = checkFacts(facts, { today: londonDate(await databaseNow(tx)), demo: options.demo });
  if (problems.length > 0) throw named(problems, prefix);
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('registration'))`);
  if (await registeredBefore(tx, user, id)) return id;
  await refuseUnseenSimilar(tx, facts, options.notTheSame ?? []);
  await insertPatient(tx, user, id, facts, source);
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'patient',
    entityId: id,
    patientId: id,
    detail: source.kind,
  });
  if (facts.phone !== null) await keepPhone(tx, user, id, facts.phone);
  if (facts.link !== null) await linkTo(tx, user, id, facts.link, prefix);
  if (facts.treatment !== null) await treat(tx, user, id, facts.treatment, source, prefix);
  return id;
}

async function registeredBefore(tx: Tx, user: CurrentUser, id: string): Promise<boolean> {
  const [found] = await rows<{ mine: boolean }>(
    tx,
    'SELECT coalesce(registered_by = $2, false) AS mine FROM patients WHERE id = $1',
    [id, user.id],
  );
  if (found && !found.mine) throw new Conflict('This record exists already. Begin a new registration.');
  if (found) await recordAudit(tx, user, { action: 'read', entity: 'patient', entityId: id, patientId: id });
  return found !== undefined;
}

async function refuseUnseenSimilar(tx: Tx, facts: RegistrationFacts, seen: readonly string[]): Promise<void> {
  const found = await similarPatients(tx, {
    familyName: facts.familyName,
    givenName: facts.givenName,
    birthDate: facts.birthDate,
    nhsNumber: facts.nhsNumber ?? '',
    hospitalNumber: facts.hospitalNumber ?? '',
  });
  const inUse = found.similar.some(
    ({ because, patient }) => because === 'nhs_number' && !['invalid', 'superseded'].includes(patient.nhsNumberStatus),
  );
  if (inUse) throw conflict(NUMBER_IN_USE, found);
  const unseen = found.similar.filter(({ patient }) => !seen.includes(patient.id));
  if (unseen.length > 0)
    throw conflict(
      'This child may be registered already. Look at the records shown, then say that it is not the same child.',
      found,
    );
}

function conflict(detail: string, found: SimilarPatients): Conflict {
  return new Conflict(detail, { similar: found.similar, more: found.more });
}

async function insertPatient(
  tx: Tx,
  user: CurrentUser,
  id: string,
  facts: RegistrationFacts,
  source: SourceOfFact,
): Promise<void> {
  const number = facts.nhsNumber === null ? null : checkNhsNumber(facts.nhsNumber);
  const nhsNumber = number?.ok ? number.number : null;
  const row: QueryDeepPartialEntity<Patient> = {
    id,
    familyName: facts.familyName,
    givenName: facts.givenName,
    preferredName: facts.preferredName,
    birthDate: facts.birthDate,
    sex: facts.sex,
    nhsNumber,
    nhsNumberStatus: nhsNumber === null ? 'absent' : facts.nhsNumberStatus,
    hospitalNumber: facts.hospitalNumber,
    diagnosis: facts.diagnosis,
    severity: facts.severity,
    baselineLevel: facts.baselineLevel,
    inhibitor: facts.inhibitor.state,
    inhibitorOn: facts.inhibitor.on,
    inhibitorTitre: facts.inhibitor.titre,
    centralLine: facts.centralLine,
    weightKg: facts.weight?.kg ?? null,
    weighedOn: facts.weight?.on ?? null,
    allergyState: facts.allergy.allergyState,
    allergies: facts.allergy.allergies,
    registeredBy: user.id,
    registeredSource: source.kind,
    registeredWords: source.words,
  };
  try {
    await insertRow(tx, Patient, row);
  } catch (error) {
    throw asConflict(error);
  }
}

/** The table refuses a number twice, whatever was seen before. */
function asConflict(error: unknown): unknown {
  const refused = error instanceof QueryFailedError ? (error.driverError as { constraint?: string }) : null;
  if (refused?.constraint === 'patients_one_active_per_nhs_number') return new Conflict(NUMBER_IN_USE);
  if (refused?.constraint === 'patients_pkey')
    return new Conflict('This record exists already. Begin a new registration.');
  return error;
}

async function keepPhone(tx: Tx, user: CurrentUser, id: string, typed: string): Promise<void> {
  const nothing = { address: '', postcode: '', addressSince: null, email: '', messages: 'not_asked' as const };
  await changeContactDetails(tx, user, id, { ...nothing, version: 0, phone: typed });
}

async function linkTo(
  tx: Tx,
  user: CurrentUser,
  id: string,
  link: NonNullable<RegistrationFacts['link']>,
  prefix: string,
): Promise<void> {
  try {
    await addSharedCareLink(tx, user, id, { ...link, role: 'primary', from: null, until: null });
  } catch (error) {
    throw error instanceof InvalidInput ? named(error.errors, `${prefix}link.`) : error;
  }
}

async function treat(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  treatment: NonNullable<RegistrationFacts['treatment']>,
  { kind }: SourceOfFact,
  prefix: string,
): Promise<void> {
  const source = kind in TREATMENT_SOURCES ? (kind as keyof typeof TREATMENT_SOURCES) : 'other';
  try {
    await giveTreatment(tx, user, patientId, { id: randomUUID(), ...treatment, stoppedOn: null, source });
  } catch (error) {
    throw error instanceof InvalidInput ? named(error.errors, `${prefix}treatment.`) : error;
  }
}

function named(problems: readonly { field: string; message: string }[], prefix: string): InvalidInput {
  return new InvalidInput(problems.map(({ field, message }) => ({ field: prefix + field, message })));
}
