import { Buffer } from 'node:buffer';
import type { Request } from 'express';
import { FILE_NAME_HEADER, FILE_TYPE } from '@shared-care/contracts/routes';
import { InvalidInput, TooLarge, WrongContentType } from './problems';

export interface Upload {
  /** Without a path. */
  fileName: string;
  bytes: Buffer;
}

const LONGEST_NAME = 120;

/**
 * Reads the bytes of a file from the body of a request, behind the guard: nobody unknown makes this process hold them.
 *
 * @throws WrongContentType, TooLarge
 */
export async function readUpload(request: Request, most: number): Promise<Upload> {
  if (request.headers['content-encoding'] !== undefined || !request.is(FILE_TYPE))
    throw new WrongContentType(`Send the bytes of the file as ${FILE_TYPE}, unpacked.`);
  const tooLarge = new TooLarge(`Send a file of ${Math.floor(most / 1024 / 1024)} MB or less.`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) throw tooLarge;
    pieces.push(piece);
  }
  return { fileName: fileNameIn(request.get(FILE_NAME_HEADER)), bytes: Buffer.concat(pieces) };
}

function fileNameIn(header: string | undefined): string {
  let name: string;
  try {
    name = decodeURIComponent(header ?? '');
  } catch {
    throw new InvalidInput([{ field: FILE_NAME_HEADER, message: 'Send the name of the file percent-encoded.' }]);
  }
  const base = name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '')
    .trim();
  return base.slice(0, LONGEST_NAME) || 'File without a name';
}
