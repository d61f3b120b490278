import { Controller, Get, Req, Res } from '@nestjs/common';
import type { SignInTrouble } from '@shared-care/contracts/session/answers';
import type { Request, Response } from 'express';
import { Public } from '../platform/access';
import { NotFound } from '../platform/problems';
import { Database } from '../platform/tx';
import { userOf, type Arrival, type Oidc } from './oidc';
import { enter } from './enter';
import { SignInService } from './sign-in-service';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

/**
 * Sign-in by a service the unit trusts. Browsers come here by links and redirects, so every refusal is a way back to the
 * sign-in page with words, not JSON.
 */
@Controller('oidc')
export class OidcController {
  constructor(
    private readonly database: Database,
    private readonly signInService: SignInService,
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
    let arrival: Arrival | null;
    try {
      arrival = await oidc.finish(way, new URL(request.originalUrl, 'http://here').searchParams);
    } catch {
      return back(response, 'unreachable');
    }
    if (!arrival) return back(response, 'not_completed');
    const { strong, idToken, ...identity } = arrival;
    const user = await this.database.runAs(NOBODY, (tx) => userOf(tx, identity));
    if (!user) return back(response, 'unknown_identity');
    // Said after the account is known, so that the words tell a stranger of no account.
    if (!strong) return back(response, 'too_weak');
    await enter(this.database, request, user, 'by the sign-in service');
    request.session.idToken = idToken;
    response.redirect(303, '/');
  }

  private service(request: Request): Oidc {
    const service = this.signInService.of(request);
    if (!service) throw new NotFound();
    return service;
  }
}

function back(response: Response, trouble: SignInTrouble): void {
  response.redirect(303, `/sign-in?trouble=${trouble}`);
}
