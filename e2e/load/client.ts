import { createHash } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';

const ANSWER_MS = 30_000;

/** One browser's worth of HTTP: kept-alive connections and a session cookie. */
export class Client {
  readonly url: string;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly cookie: string;

  constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  /** @throws Error when the answer is not a success */
  async call(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const { status, text } = await send(this.agent, `${this.url}${path}`, method, body, {
      ...headers,
      ...withToken(this.cookie),
    });
    if (status >= 400) throw new Error(`${method} ${path.replace(/[0-9a-f-]{36}/, ':id')} answered ${status}: ${text}`);
    return text;
  }

  /** Opens the live stream; `heard` is called for each hint that alerts changed. */
  async listen(heard: () => void): Promise<() => void> {
    const stream = httpRequest(`${this.url}/api/live`, { headers: { cookie: this.cookie } });
    const response = await new Promise<IncomingMessage>((done, fail) => {
      stream.once('response', done).once('error', fail).end();
    });
    if (response.statusCode !== 200) throw new Error(`The live stream answered ${response.statusCode ?? ''}`);
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (text: string) => {
      if (/"topic": ?"alerts"/.test(text)) heard();
    });
    return () => stream.destroy();
  }

  /** Hangs up; the next call connects anew. For pauses longer than a server keeps an idle connection. */
  hangUp(): void {
    this.agent.destroy();
  }
}

/** Signs in, as the first nurse of the demo unless told; the session serves product and floor alike. Answers with the cookies. */
export async function signIn(url: string, email?: string): Promise<string> {
  const agent = new Agent();
  const nurse = DEMO_ACCOUNTS.find(({ role }) => role === 'haemostasis_nurse')!;
  const { status, text, cookie } = await send(
    agent,
    `${url}/api/session`,
    'POST',
    {
      email: email ?? nurse.email,
      password: DEMO_PASSWORD,
    },
    withToken(`${WRITE_TOKEN_COOKIE}=none-yet`),
  );
  if (status >= 400 || !cookie) throw new Error(`Sign-in answered ${status}: ${text}`);
  return cookie;
}

/** The session as the product stores it, from express-session's cookie `s:<id>.<signature>`: only a hash of the id. */
export function storedSession(cookie: string): string {
  const id = /=s:([^.]+)\./.exec(decodeURIComponent(cookie))?.[1] ?? '';
  return createHash('sha256').update(id).digest('base64url');
}

/** A browser's cookies, and beside them the token that a write repeats from one of them. */
function withToken(cookie: string): Record<string, string> {
  const token = new RegExp(`${WRITE_TOKEN_COOKIE}=([^;]*)`).exec(cookie)?.[1];
  return { cookie, ...(token ? { [WRITE_TOKEN_HEADER]: token } : {}) };
}

async function send(
  agent: Agent,
  url: string,
  method: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; cookie: string | null }> {
  const sent = body ? JSON.stringify(body) : null;
  return new Promise((done, fail) => {
    const request = httpRequest(url, {
      agent,
      method,
      timeout: ANSWER_MS,
      headers: sent
        ? { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }
        : headers,
    });
    request.once('timeout', () => request.destroy(new Error(`${method} had no answer in ${ANSWER_MS / 1000} s`)));
    request.once('error', fail);
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('error', fail);
      response.once('end', () =>
        done({
          status: response.statusCode ?? 0,
          text,
          cookie: response.headers['set-cookie']?.map((line) => line.split(';')[0]!).join('; ') ?? null,
        }),
      );
    });
    request.end(sent);
  });
}
