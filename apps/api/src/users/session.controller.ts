import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { SignIn, type CurrentUser, type SessionInfo, type SignInPage } from '@shared-care/contracts/session';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import type { Request, Response } from 'express';
import { recordAudit } from '../audit/audit';
import { Access, Public, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput } from '../platform/problems';
import { AUTHENTICATE, type Authenticate } from '../platform/session';
import { Database } from '../platform/tx';
import { browserName, sessionLife } from './own-sessions';

@Controller()
export class SessionController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AUTHENTICATE) private readonly authenticate: Authenticate,
  ) {}

  @Get('sign-in-page')
  @Public('shown before anybody is known')
  signInPage(): SignInPage {
    const { demo, unitName, unitPhone, oidc } = this.config;
    const demoAccounts = demo
      ? DEMO_ACCOUNTS.map(({ email, displayName, role }) => ({ email, displayName, role, password: DEMO_PASSWORD }))
      : [];
    return { demo, unitName, unitPhone, signInService: oidc?.name ?? null, demoAccounts };
  }

  @Post('session')
  @Public('this is where somebody becomes known')
  async signIn(
    @Body({ schema: SignIn }) _body: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionInfo> {
    const user = await this.authenticate(request, response);
    if (!user) {
      throw new InvalidInput(
        [{ field: 'password', message: 'The email address or the password is not right.' }],
        'Check both and try again. If you cannot get in, ring the unit.',
      );
    }
    // Gives the browser a new session id, so that one known before sign-in is worth nothing after it.
    await new Promise<void>((done, fail) =>
      request.logIn(user, (error: unknown) => (error ? fail(error as Error) : done())),
    );
    request.session.browser = browserName(request.get('User-Agent'));
    return this.database.runAs(user, async (tx) => {
      await recordAudit(tx, user, { action: 'sign_in', entity: 'session' });
      return this.info(user, await sessionLife(tx, request));
    });
  }

  @Get('session')
  @Access('session', 'read')
  session(@SignedIn() user: CurrentUser, @Req() request: Request): Promise<SessionInfo> {
    return this.database.runAs(user, async (tx) => this.info(user, await sessionLife(tx, request)));
  }

  @Delete('session')
  @HttpCode(204)
  @Access('session', 'end')
  async signOut(
    @SignedIn() user: CurrentUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.database.runAs(user, (tx) => recordAudit(tx, user, { action: 'sign_out', entity: 'session' }));
    await new Promise<void>((done, fail) =>
      request.session.destroy((error: unknown) => (error ? fail(error as Error) : done())),
    );
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
  }

  private info(user: CurrentUser, life: Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt'>): SessionInfo {
    const { demo, unitName, unitPhone } = this.config;
    return { user, demo, unitName, unitPhone, ...life };
  }
}
