import { promised } from './promised';
import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import type { Problem } from '@shared-care/contracts/problem';

/** What the server answered. `body` is what the route promises; `problem` reads the same body as a refusal. */
export interface Answer<T> {
  status: number;
  body: T;
  problem: Problem;
  headers: Headers;
  text: string;
}

const SESSION = /^(__Host-)?shared-care=/;
const WRITE_TOKEN = new RegExp(`^(__Host-)?${WRITE_TOKEN_COOKIE}=`);

/** A browser's share of the talking: keeps the cookies, sends and reads JSON. */
export class Client {
  private cookie: string | null = null;
  /** By which the server knows the browser again after signing out. */
  private browser: string | null = null;
  /** Before the server has given one, any will do. */
  private writeToken = `${WRITE_TOKEN_COOKIE}=none-yet`;

  constructor(readonly url: string) {}

  get sessionCookie(): string | null {
    return this.cookie;
  }

  private get cookies(): string {
    return [this.cookie, this.browser, this.writeToken].filter((cookie) => cookie !== null).join('; ');
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }

  post<T = unknown>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    return this.send<T>('POST', path, json, {
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    });
  }

  delete<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, undefined, headers);
  }

  /** As `post`, but the body goes out exactly as given. */
  async send<T = unknown>(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Cookie: this.cookies, [WRITE_TOKEN_HEADER]: this.writeToken.split('=')[1]!, ...headers },
      body,
      redirect: 'manual',
    });
    const text = await response.text();
    for (const line of response.headers.getSetCookie()) {
      if (SESSION.test(line)) this.cookie = line.split(';')[0]!;
      else if (WRITE_TOKEN.test(line)) this.writeToken = line.split(';')[0]!;
      else this.browser = line.split(';')[0]!;
    }
    const parsed = parse(text, response.headers.get('Content-Type'));
    if (response.ok) promised(method, path, response.status, parsed);
    return { status: response.status, body: parsed as T, problem: parsed as Problem, headers: response.headers, text };
  }

  /** The same person in another browser tab: the session is shared, the object is not. */
  copy(cookie: string | null = this.cookie): Client {
    const other = new Client(this.url);
    other.cookie = cookie;
    other.writeToken = this.writeToken;
    return other;
  }
}

function parse(text: string, contentType: string | null): unknown {
  return text !== '' && /json/.test(contentType ?? '') ? JSON.parse(text) : null;
}
