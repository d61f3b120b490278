import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Config } from './config';
import { NotFound, ProblemError, problemFrom } from './problems';
import { requestLog } from './logging';
import { squeezedAssets } from './squeezed-assets';

const BODY_LIMIT = '64kb';

/** Everything a request passes before it meets a controller, in order. */
export function middleware(config: Config): RequestHandler[] {
  return [
    requestLog,
    securityHeaders(config),
    securityTxt(config),
    compression({
      filter: (request, response) => request.path !== '/api/live' && compression.filter(request, response),
    }),
    onlyFromOurOwnPages(config),
    jsonOnly,
    express.json({ limit: BODY_LIMIT, strict: true, verify: onlyUtf8, reviver: noPrototypes }),
  ];
}

const HALF_A_YEAR_MS = 182 * 86_400_000;

/** Whom to tell of a weakness (RFC 9116). It never grows old: each answer says a day half a year ahead. */
function securityTxt({ securityContact, publicUrl }: Config): RequestHandler {
  return (request, response, next) => {
    if (securityContact === null || !SAFE.has(request.method) || request.path !== '/.well-known/security.txt')
      return next();
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(Date.now() + HALF_A_YEAR_MS).toISOString()}`,
      'Preferred-Languages: en',
      ...(publicUrl === null ? [] : [`Canonical: ${new URL('/.well-known/security.txt', publicUrl).href}`]),
    ];
    response.type('text/plain').send(`${lines.join('\n')}\n`);
  };
}

/** Passkeys and a copy are all that a page of ours ever asks of the device. */
const PAGE_MAY = [
  ...['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'payment', 'serial', 'usb'].map(
    (feature) => `${feature}=()`,
  ),
  ...['clipboard-write', 'publickey-credentials-create', 'publickey-credentials-get'].map(
    (feature) => `${feature}=(self)`,
  ),
].join(', ');

function securityHeaders(config: Config): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [(_request, response) => `'nonce-${nonceOf(response as Response)}'`, "'strict-dynamic'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // The one worker keeps the contact sheet for when there is no network.
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['angular', 'angular#bundler', 'angular#components', 'contact-sheet'],
      },
    },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.setHeader('X-Request-Id', String(request.id));
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    else response.setHeader('Permissions-Policy', PAGE_MAY);
    headers(request, response, next);
  };
}

export function nonceOf(response: Response): string {
  const locals = response.locals as { nonce?: string };
  return (locals.nonce ??= randomBytes(16).toString('base64'));
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses writes that another site made the browser send. Programs without an Origin are not browsers. */
function onlyFromOurOwnPages(config: Config): RequestHandler {
  return (request, response, next) => {
    if (SAFE.has(request.method)) return next();
    const site = request.get('Sec-Fetch-Site');
    const origin = request.get('Origin');
    const own = config.publicUrl ? new URL(config.publicUrl).host : request.get('Host');
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== undefined && !sameHost(origin, own));
    if (foreign) return refuse(request, response, new NotFound());
    next();
  };
}

function sameHost(origin: string, own: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === own;
}

/** Routes that take the bytes of a file as they are; their handlers read and limit them. */
const TAKES_A_FILE = /^\/api\/(?:patient|ods)-imports\/[^/]+$/;

const jsonOnly: RequestHandler = (request, _response, next) => {
  if (request.method === 'PUT' && TAKES_A_FILE.test(request.path)) return next();
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || SAFE.has(request.method) || request.is('application/json')) return next();
  next(Object.assign(new Error('content type'), { status: 415 }));
};

/** Bytes that are no UTF-8 would be stored as question marks: a name must come back as it was sent, or not at all. */
function onlyUtf8(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding !== 'utf-8' || !isUtf8(body)) throw Object.assign(new Error('not UTF-8'), { status: 415 });
}

const POISONOUS = new Set(['__proto__', 'constructor', 'prototype']);

/** Schemas refuse unknown keys; these three are dropped on the way to them, so they are refused here. */
function noPrototypes(key: string, value: unknown): unknown {
  if (POISONOUS.has(key)) throw new SyntaxError('a key that could change every object');
  return value;
}

function refuse(request: Request, response: Response, error: ProblemError): void {
  const problem = problemFrom(error, String(request.id));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The answer to an address at which nothing is, the same wherever it lies. */
export const nothingHere: RequestHandler = (request, response) => refuse(request, response, new NotFound());

/** What binds pages and workers, names a request, or is the rule of HTTP/1.1 anyway, is only weight on each script of a page. */
const FOR_PAGES = [
  'Connection',
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Permissions-Policy',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Request-Id',
  'X-XSS-Protection',
];

const NO_FILE = /^\/(api|health)(\/|$)/;

/** Asks the disk for no file on behalf of a request that wants something else. */
function onlyFiles(assets: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (NO_FILE.test(request.path) || !['GET', 'HEAD'].includes(request.method)) next();
    else void assets(request, response, next);
  };
}

/**
 * Serves the built dashboard. Hashed assets may be kept for ever; the page itself is made afresh each time, because it
 * carries the nonce that lets its scripts run.
 */
export function dashboard(folder: string, greet: RequestHandler): RequestHandler[] {
  let page: string | null = null;
  const lighten = (response: { removeHeader: (name: string) => void }): void => {
    for (const header of FOR_PAGES) response.removeHeader(header);
  };
  const assets = express.static(folder, {
    index: false,
    immutable: true,
    maxAge: '1y',
    fallthrough: true,
    setHeaders: (response, path) => {
      // Files whose name stays the same from one version to the next.
      if (/(-worker\.js|\.webmanifest|api-docs\/[^/]+)$/.test(path)) response.setHeader('Cache-Control', 'no-cache');
      else lighten(response);
    },
  });
  const index = (request: Request, response: Response, next: NextFunction): void => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !NO_FILE.test(request.path);
    if (!wantsPage || /\.[a-z0-9]+$/i.test(request.path)) return next();
    page ??= readFileSync(join(folder, 'index.html'), 'utf8');
    const nonce = nonceOf(response);
    const html = page.replaceAll('CSP_NONCE', nonce).replaceAll(/<script(?![^>]*nonce=)/g, `<script nonce="${nonce}"`);
    response.setHeader('Cache-Control', 'no-store');
    void greet(request, response, () => response.type('html').send(html));
  };
  return [index, squeezedAssets(folder, lighten), onlyFiles(assets)];
}
