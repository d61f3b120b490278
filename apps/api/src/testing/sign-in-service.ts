import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { freePort } from './test-app';

/** What the service says of how somebody proved who they are. */
export interface Proof {
  acr?: string;
  amr?: string[];
}

export interface SignInService {
  issuer: string;
  /** Redirect addresses it knows us by; filled once the program under test runs. */
  redirectUris: string[];
  /** How everybody proves who they are from now on. */
  proof: Proof;
  stop(): Promise<void>;
}

const STRONG: Proof = { acr: 'AAL3_ANY', amr: ['N3_SMARTCARD'] };

/** A real OpenID Connect service on this machine whose sign-in page takes any name as the person's id. */
export async function startSignInService(appPort: number, clientId: string): Promise<SignInService> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const own = `http://localhost:${appPort}`;
  const redirectUris = [`${own}/api/oidc/callback`];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: [`${own}/sign-in`],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['only for specs'] },
    pkce: { required: () => true },
    acrValues: ['AAL1_USERPASS', 'AAL2_OR_AAL3_ANY', 'AAL3_ANY', 'urn:example:card'],
    claims: { openid: ['sub', 'acr', 'amr'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session!.accountId, clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const service: SignInService = {
    issuer,
    redirectUris,
    proof: STRONG,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  const serve = provider.callback();
  const askWho = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET') return void response.end(`<form action="${request.url}" method="post"></form>`);
    const accountId = new URLSearchParams(await text(request)).get('login')!;
    await provider.interactionFinished(request, response, { login: { accountId, ...service.proof } });
  };
  const server = createServer((request, response) => {
    void (request.url!.startsWith('/interaction/') ? askWho(request, response) : serve(request, response));
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return service;
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
    if (!action) throw new Error(`The sign-in service answered ${answer.status}: ${page.slice(0, 500)}`);
    at = new URL(action, at);
    form = new URLSearchParams({ login: person });
  }
  throw new Error('The sign-in service never sent us back');
}
