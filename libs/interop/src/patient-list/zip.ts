import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { UnreadableList } from './patient-table';

/** Everything unpacked together; a list of 20,000 children stays below it, a zip bomb does not. */
const MOST_UNPACKED = 40 * 1024 * 1024;
const MOST_ENTRIES = 2_000;
const DAMAGED = 'This workbook is damaged. Save it again as XLSX or CSV, and send that.';

/**
 * The wanted entries of a zip file, unpacked up to a limit. Sizes that the file claims are not believed.
 *
 * @throws UnreadableList
 */
export function unpack(zip: Buffer, wanted: (name: string) => boolean): Map<string, Buffer> {
  try {
    return entriesOf(zip, wanted);
  } catch (error) {
    if (error instanceof UnreadableList) throw error;
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch();
    throw new UnreadableList(DAMAGED);
  }
}

function entriesOf(zip: Buffer, wanted: (name: string) => boolean): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new UnreadableList(DAMAGED);
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw tooMuch();
  const found = new Map<string, Buffer>();
  let room = MOST_UNPACKED;
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new UnreadableList(DAMAGED);
    const [flags, method, size] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    if (flags & 1)
      throw new UnreadableList('This workbook is protected by a password. Save it without, and send that.');
    if (wanted(name)) {
      const content = contentOf(zip, zip.readUInt32LE(at + 42), method, size, room);
      room -= content.length;
      found.set(name, content);
    }
    at += 46 + nameLength + extra + comment;
  }
  return found;
}

function contentOf(zip: Buffer, at: number, method: number, size: number, room: number): Buffer {
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(from, from + size);
  if (method === 8) {
    if (room <= 0) throw tooMuch();
    return inflateRawSync(packed, { maxOutputLength: room });
  }
  if (method !== 0) throw new UnreadableList(DAMAGED);
  if (packed.length > room) throw tooMuch();
  return packed;
}

function tooMuch(): UnreadableList {
  return new UnreadableList('This workbook unpacks to far more than a list of children. It is not read.');
}

/** The entries again as a zip file without compression: what was measured is what the reader gets. */
export function plainZip(entries: ReadonlyMap<string, Buffer>): Buffer {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of entries) {
    const label = Buffer.from(name, 'utf8');
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(label.length, 0);
    const local = Buffer.concat([signature(0x04034b50), facts, lengths, label, content]);
    const place = Buffer.alloc(10);
    place.writeUInt32LE(at, 6);
    central.push(signature(0x02014b50), Buffer.alloc(2), facts, lengths, Buffer.alloc(4), place, label);
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.size, 4);
  end.writeUInt16LE(entries.size, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
}
