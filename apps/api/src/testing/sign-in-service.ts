import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './test-app';

export interface SignInService {
  issuer: string;
  /** Redirect addresses it knows us by; filled once the program under test runs. */
  redirectUris: string[];
  stop(): Promise<void>;
}

/** A real OpenID Connect service on this machine whose sign-in page takes any name as the person's id. */
export async function startSignInService(appPort: number, clientId: string): Promise<SignInService> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const redirectUris = [`http://localhost:${appPort}/api/oidc/callback`];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['only for specs'] },
    pkce: { required: () => true },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    issuer,
    redirectUris,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Signs in at the service as a browser would, up to the address that leads back to us. */
export async function signInThere(startAt: string, person: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(startAt);
  const home = at.origin;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 20; step++) {
    const answer: Response = await fetch(at, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('Location');
    if (location) {
      at = new URL(location, at);
      form = null;
      if (at.origin !== home) return at;
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!action || !prompt) throw new Error(`The sign-in service answered ${answer.status}: ${page.slice(0, 500)}`);
    at = new URL(action, at);
    form = new URLSearchParams({ prompt, login: person, password: 'any' });
  }
  throw new Error('The sign-in service never sent us back');
}
