import { randomUUID } from 'node:crypto';
import type { PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import { FILE_NAME_HEADER, FILE_TYPE } from '@shared-care/contracts/routes';
import { stringify } from 'csv-stringify/sync';
import type { Answer, Client } from './client';

/** A list of children as bytes of a CSV file. */
export function listOf(headings: readonly string[], rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(stringify([headings, ...rows]));
}

export function sendList(
  client: Client,
  bytes: Uint8Array<ArrayBuffer>,
  name = 'list.csv',
  id: string = randomUUID(),
): Promise<Answer<PatientImportPage>> {
  return client.send<PatientImportPage>('PUT', `/api/patient-imports/${id}`, bytes, {
    'Content-Type': FILE_TYPE,
    [FILE_NAME_HEADER]: encodeURIComponent(name),
  });
}

/** Goes on until the import waits for a person. */
export async function untilItWaits(client: Client, id: string): Promise<PatientImportPage> {
  for (;;) {
    const { status, body, text } = await client.post<PatientImportPage>(`/api/patient-imports/${id}/go-on`);
    if (status !== 200) throw new Error(text);
    if (body.progress === null) return body;
  }
}

/** Sends a list, takes its columns as guessed and has its rows checked. */
export async function checkedList(
  client: Client,
  bytes: Uint8Array<ArrayBuffer>,
  constants: Record<string, string> = {},
): Promise<PatientImportPage> {
  const sent = await sendList(client, bytes);
  if (sent.status !== 200) throw new Error(sent.text);
  const said = await client.post(`/api/patient-imports/${sent.body.id}/columns`, {
    version: sent.body.version,
    mapping: sent.body.columns.map(({ field }) => field),
    constants,
  });
  if (said.status !== 200) throw new Error(said.text);
  return untilItWaits(client, sent.body.id);
}
