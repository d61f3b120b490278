import { randomUUID } from 'node:crypto';
import type { Capability, CapabilityNow } from '@shared-care/contracts/hospitals/answers';
import type { AddUnit, RecordCapability } from '@shared-care/contracts/hospitals/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { HospitalCapability, HospitalUnit } from '@shared-care/database/entities/hospital';
import { londonDate } from '@shared-care/domain/london-time';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NOW } from '../platform/write-row';

/** What the hospital is said to be able to do now, each with its date. */
export function currentCapabilities(tx: Tx, hospitalId: string): Promise<Capability[]> {
  return rows<Capability>(
    tx,
    `SELECT p.id, p.kind, p.words, p.as_of AS "asOf", u.display_name AS "recordedBy"
     FROM hospital_capabilities p LEFT JOIN users u ON u.id = p.recorded_by
     WHERE p.hospital_id = $1 AND p.ended_at IS NULL
     ORDER BY array_position(ARRAY['paediatric_cover', 'line_access', 'factor_held', 'assay', 'teaching'], p.kind), p.words`,
    [hospitalId],
  );
}

/**
 * States what a hospital can do on a date. In place of another statement it ends that one, which must still stand.
 *
 * @throws Conflict with what stands now, when somebody replaced or ended it first
 */
export async function recordCapability(
  tx: Tx,
  user: CurrentUser,
  hospitalId: string,
  stated: z.output<typeof RecordCapability>,
): Promise<void> {
  const [hospital] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!hospital) throw new NotFound();
  if (stated.asOf > londonDate(await databaseNow(tx)))
    throw new InvalidInput([
      { field: 'asOf', message: 'This date is in the future. Enter the day on which it was so.' },
    ]);
  if (stated.replaces) await endOne(tx, hospitalId, stated.replaces);
  const id = randomUUID();
  await insertRow(tx, HospitalCapability, {
    id,
    hospitalId,
    kind: stated.kind,
    words: stated.words,
    asOf: stated.asOf,
    replacesId: stated.replaces,
  });
  await recordAudit(tx, user, { action: 'create', entity: 'hospital_capability', entityId: id, detail: stated.kind });
}

/** Ends a statement that is no longer so. Ended twice, it stays as it is. @returns the hospital it belongs to */
export async function endCapability(tx: Tx, user: CurrentUser, capabilityId: string, reason: string): Promise<string> {
  const [found] = await rows<{ hospitalId: string; ended: boolean }>(
    tx,
    'SELECT hospital_id AS "hospitalId", ended_at IS NOT NULL AS ended FROM hospital_capabilities WHERE id = $1',
    [capabilityId],
  );
  if (!found) throw new NotFound();
  if (found.ended) return found.hospitalId;
  await endOne(tx, found.hospitalId, capabilityId);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'hospital_capability',
    entityId: capabilityId,
    detail: 'end',
    reason,
  });
  return found.hospitalId;
}

async function endOne(tx: Tx, hospitalId: string, capabilityId: string): Promise<void> {
  const { affected } = await tx.update(
    HospitalCapability,
    { id: capabilityId, hospitalId, endedAt: IsNull() },
    { endedAt: NOW, endedBy: () => 'sec.uid()' },
  );
  if (affected !== 0) return;
  const [now] = await rows<Capability>(
    tx,
    `SELECT p.id, p.kind, p.words, p.as_of AS "asOf", u.display_name AS "recordedBy"
     FROM hospital_capabilities p LEFT JOIN users u ON u.id = p.recorded_by WHERE p.replaces_id = $1 AND p.ended_at IS NULL`,
    [capabilityId],
  );
  const current: CapabilityNow = { capability: now ?? null };
  throw new Conflict(
    now
      ? `It now reads “${now.words}”. Yours is not saved.`
      : 'This statement was ended meanwhile. Yours is not saved.',
    { ...current },
  );
}

export async function addUnit(tx: Tx, user: CurrentUser, hospitalId: string, unit: AddUnit): Promise<void> {
  const [hospital] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!hospital) throw new NotFound();
  const named = { id: randomUUID(), hospitalId, kind: unit.kind, name: unit.name };
  const id = await insertOnce(tx, HospitalUnit, named, ['hospitalId', 'name']);
  if (id === null)
    throw new InvalidInput([{ field: 'name', message: 'This hospital has a unit of this name already.' }]);
  await recordAudit(tx, user, { action: 'create', entity: 'hospital_unit', entityId: id, detail: unit.kind });
}
