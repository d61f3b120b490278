import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { SignInTrouble } from '@shared-care/contracts/session/answers';
import type { Request, Response } from 'express';
import { Public } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { NotFound } from '../platform/problems';
import { Database } from '../platform/tx';
import { Oidc, userOf, type Identity } from './oidc';
import { enter } from './enter';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

/**
 * Sign-in by a service the unit trusts. Browsers come here by links and redirects, so every refusal is a way back to the
 * sign-in page with words, not JSON.
 */
@Controller('oidc')
export class OidcController {
  private oidc: Oidc | null = null;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('start')
  @Public('somebody not yet known is sent to where they are')
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    const oidc = this.service(request);
    try {
      const { way, to } = await oidc.begin();
      request.session.oidc = way;
      await new Promise<void>((done, fail) =>
        request.session.save((error: unknown) => (error ? fail(error as Error) : done())),
      );
      response.redirect(303, to.href);
    } catch {
      back(response, 'unreachable');
    }
  }

  @Get('callback')
  @Public('the service sends the browser back here; the session says whether it was sent')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const oidc = this.service(request);
    const way = request.session.oidc;
    // One use, whatever comes of it.
    delete request.session.oidc;
    if (!way) return back(response, 'not_completed');
    let identity: Identity | null;
    try {
      identity = await oidc.finish(way, new URL(request.originalUrl, 'http://here').searchParams);
    } catch {
      return back(response, 'unreachable');
    }
    if (!identity) return back(response, 'not_completed');
    const known = identity;
    const user = await this.database.runAs(NOBODY, (tx) => userOf(tx, known));
    if (!user) return back(response, 'unknown_identity');
    await enter(this.database, request, user, 'by the sign-in service');
    response.redirect(303, '/');
  }

  /** Built at the first use, when the address we are reached at is known without PUBLIC_URL too. */
  private service(request: Request): Oidc {
    if (!this.config.oidc) throw new NotFound();
    const own = this.config.publicUrl ?? `http://localhost:${request.socket.localPort}`;
    return (this.oidc ??= new Oidc(this.config.oidc, new URL('/api/oidc/callback', own).href));
  }
}

function back(response: Response, trouble: SignInTrouble): void {
  response.redirect(303, `/sign-in?trouble=${trouble}`);
}
