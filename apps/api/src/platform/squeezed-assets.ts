import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { RequestHandler, Response } from 'express';

const squeeze = promisify(brotliCompress);
/**
 * Scripts and styles with a hash in their name, and a figure after it where two would have the same name: what is in them
 * never changes.
 */
const HASHED = /^\/([\w-]+-[\w-]{8}\d*\.(js|css))$/;
const SAME_NAME = /-worker\.js$/;
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/**
 * Serves the scripts and styles of the dashboard to browsers that read Brotli. Each is compressed as hard as is worth
 * it when it is first asked for, and kept: squeezing it lightly for every browser anew costs more and sends more.
 */
export function squeezedAssets(folder: string, lighten: (response: Response) => void): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  const squeezed = (name: string): Promise<Buffer> => {
    const known = kept.get(name);
    if (known) return known;
    const made = readFile(join(folder, name)).then((bytes) =>
      squeeze(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
    );
    kept.set(name, made);
    // Names of nothing are not remembered, or anybody could fill the memory with them.
    made.catch(() => kept.delete(name));
    return made;
  };
  return (request, response, next) => {
    const [, name, kind] = HASHED.exec(request.path) ?? [];
    if (name === undefined || SAME_NAME.test(name) || (request.method !== 'GET' && request.method !== 'HEAD'))
      return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('br') === false) return next();
    squeezed(name).then(
      (bytes) => {
        lighten(response);
        response.set({
          'Content-Type': TYPES[kind as keyof typeof TYPES],
          'Content-Encoding': 'br',
          'Content-Length': String(bytes.length),
          'Cache-Control': 'public, max-age=31536000, immutable',
        });
        response.end(bytes);
      },
      () => next(),
    );
  };
}
