import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { squeezedAssets } from './squeezed-assets';

const SCRIPT = `console.log('Blutgerinnung');\n`.repeat(200);

describe('a script or style with a hash in its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'squeezed-'));
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    for (const name of ['main-AbC123_x.js', 'main-AbC123_x2.js', 'contact-sheet-worker.js', 'plain.js'])
      writeFileSync(join(folder, name), SCRIPT);
    const app = express();
    app.use((_request, response, next) => {
      response.setHeader('X-For-Pages', '1');
      next();
    });
    app.use(squeezedAssets(folder, (response) => response.removeHeader('X-For-Pages')));
    app.use((_request, response) => response.status(404).send('asked further'));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });

  const ask = (path: string, encodings = 'gzip, br'): Promise<Response> =>
    fetch(origin + path, { headers: { 'Accept-Encoding': encodings } });

  it('comes as it is written, much smaller, and may be kept for ever', async () => {
    // The builder adds a figure where two files would have one name.
    for (const path of ['/main-AbC123_x.js', '/main-AbC123_x.js', '/main-AbC123_x2.js']) {
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-encoding')).toBe('br');
      expect(Number(answer.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 10);
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(answer.headers.get('x-for-pages')).toBeNull();
      expect(await answer.text()).toBe(SCRIPT);
    }
  });

  it('is left to whoever sends it plain when the browser reads no Brotli', async () => {
    const answer = await ask('/main-AbC123_x.js', 'gzip');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  });

  it.each([
    '/main-00000000.js',
    '/contact-sheet-worker.js',
    '/plain.js',
    '/..%2Fmain-AbC123_x.js',
    '/x/main-AbC123_x.js',
  ])('is not made of %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('asked further');
  });
});
