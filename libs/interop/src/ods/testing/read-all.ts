import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { OdsFormat, OdsItem, OdsRecord } from '../ods-record';
import { readOds } from '../read-ods';

export function publishedFile(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url));
}

/** Everything a reader would get, with the file arriving in pieces of the given size. */
export async function readAll(
  format: OdsFormat,
  content: string | Uint8Array,
  pieceSize = 4096,
  onBytes?: (consumed: number) => void,
): Promise<OdsItem[]> {
  const items: OdsItem[] = [];
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for await (const item of readOds(pieces(bytes, pieceSize), format, onBytes)) items.push(item);
  return items;
}

export function recordsIn(items: OdsItem[]): OdsRecord[] {
  return items.flatMap((item) => (item.ok ? [item.row.record] : []));
}

export function refusalsIn(items: OdsItem[]): { line: number; because: string; raw: string }[] {
  return items.flatMap((item) => (item.ok ? [] : [item.rejection]));
}

async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}
