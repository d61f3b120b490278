import { randomInt, randomUUID } from 'node:crypto';
import type { MergeDetail } from '@shared-care/contracts/merges/answers';
import type { ConfirmMerge, ProposeMerge } from '@shared-care/contracts/merges/shapes';
import { newLetterCode } from '@shared-care/domain/letter-code';
import type { Answer, Client } from './client';
import type { TestApp } from './test-app';

export const BECAUSE = 'The mother says that there is one child only.';

/** A record of an invented child; everything not named is the same for all. */
export async function aRecord(app: TestApp, changes: Record<string, unknown> = {}): Promise<string> {
  const row = {
    id: randomUUID(),
    family_name: 'Wexcombe',
    given_name: 'Perry',
    birth_date: '2017-08-09',
    nhs_number_status: 'absent',
    diagnosis: 'haemophilia_a',
    ...changes,
  };
  const columns = Object.keys(row);
  await app.sql(
    `INSERT INTO patients (${columns.join(', ')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
    Object.values(row),
  );
  return row.id;
}

export async function aLink(app: TestApp, patientId: string, odsCode: string, role = 'primary'): Promise<string> {
  const [link] = await app.sql<{ id: string }>(
    `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from) VALUES ($1, $2, $3, '2020-01-01') RETURNING id`,
    [patientId, await app.hospital(odsCode), role],
  );
  return link!.id;
}

/** An approved plan, as it stands after a doctor approved what a nurse wrote. */
export async function anApprovedPlan(
  app: TestApp,
  patientId: string,
  sections: object = {},
): Promise<{ id: string; code: string }> {
  const code = newLetterCode(randomInt);
  const [plan] = await app.sql<{ id: string }>(
    `INSERT INTO emergency_plans (patient_id, version_number, state, sections, review_by, inhibitor, central_line,
                                  written_by, changed_by, authors, approved_by, approved_at, code)
     SELECT $1, 1, 'approved', $3, '2027-01-01', 'none', 'none', n.id, n.id, ARRAY[n.id], d.id, sec.now(), $2
     FROM users n, users d WHERE n.email = 'a.boyd@example.org' AND d.email = 'k.shah@example.org' RETURNING id`,
    [patientId, code, JSON.stringify(sections)],
  );
  return { id: plan!.id, code };
}

export function propose(
  client: Client,
  loserId: string,
  survivorId: string,
  because = BECAUSE,
): Promise<Answer<MergeDetail>> {
  return client.post<MergeDetail>('/api/merges', { loserId, survivorId, because } satisfies ProposeMerge);
}

export function confirm(
  client: Client,
  { id, version }: { id: string; version: number },
  keep?: ConfirmMerge['keep'],
): Promise<Answer<MergeDetail>> {
  return client.post<MergeDetail>(`/api/merges/${id}/confirm`, { version, keep });
}

export function undo(client: Client, { id, version }: { id: string; version: number }): Promise<Answer<MergeDetail>> {
  return client.post<MergeDetail>(`/api/merges/${id}/undo`, { version, because: BECAUSE });
}

/** Proposed by one, confirmed by the other. */
export async function merged(one: Client, other: Client, loserId: string, survivorId: string): Promise<MergeDetail> {
  const proposed = await propose(one, loserId, survivorId);
  if (proposed.status !== 201) throw new Error(`Not proposed: ${proposed.text}`);
  const answer = await confirm(other, proposed.body);
  if (answer.status !== 200) throw new Error(`Not merged: ${answer.text}`);
  return answer.body;
}
