import { Controller, Inject } from '@nestjs/common';
import { sessionRoutes } from '@shared-care/contracts/session/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  CurrentUser,
  Enrolment,
  RecoveryCodes,
  SessionInfo,
  SignedOut,
  SignInAnswer,
  SignInPage,
} from '@shared-care/contracts/session/answers';
import { DEMO_PASSWORD, DEMO_ACCOUNTS } from '@shared-care/database/demo/demo-accounts';
import type { Request, Response } from 'express';
import { recordAudit } from '../audit/audit';
import { unitWeek } from '../hospitals/where-and-whom';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput, NotSignedIn } from '../platform/problems';
import { Sessions } from './sessions';
import { SignInService } from './sign-in-service';
import { SignInThrottle } from './sign-in-throttle';
import { Database, orElse } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { enter, sessionFacts, sessionInfo } from './enter';
import { hasPasskey } from './passkeys';
import { confirmEnrolment, hasSecondFactor, newEnrolment, takeCode } from './second-factor';
import { goHalfway, halfwayOf, userHalfway } from './sign-in-steps';

/** Nobody in particular: the policies then show what anybody may know. */
const NOBODY = { id: '' };

@Controller()
export class SessionController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly signInService: SignInService,
  ) {}

  @Handle(sessionRoutes.signInPage)
  async signInPage(): Promise<SignInPage> {
    const { demo, oidc } = this.config;
    const demoAccounts = demo
      ? DEMO_ACCOUNTS.map(({ email, displayName, role }) => ({
          email,
          displayName,
          role,
          password: DEMO_PASSWORD,
        }))
      : [];
    const page = await this.database
      .runAs(NOBODY, async (tx) => ({
        unitName: await unitName(tx),
        unit: await orElse(tx, 'own numbers', unitWeek, null),
      }))
      // While the database is away the page opens all the same, and the browser has the numbers of before.
      .catch(() => ({ unitName: '', unit: null }));
    return { demo, ...page, signInService: oidc?.name ?? null, demoAccounts };
  }

  @Handle(sessionRoutes.signIn)
  async signIn({ request, response }: Asked<typeof sessionRoutes.signIn>): Promise<SignInAnswer> {
    const user = await this.sessions.byPassword(request, response);
    if (!user) {
      throw new InvalidInput(
        [{ field: 'password', message: 'The email address or the password is not right.' }],
        'Check both and try again. If you cannot get in, ring the unit.',
      );
    }
    // The demo's passwords are published and its children made up: a second factor would keep people out, not thieves.
    if (this.config.demo) return this.enter(user, request, response);
    const [app, passkey] = await this.database.runAs(user, async (tx) => [
      await hasSecondFactor(tx, user.id),
      await hasPasskey(tx, user.id),
    ]);
    const enrolled = app || passkey;
    await goHalfway(request, user, !enrolled);
    return { secondStep: enrolled ? 'code' : 'enrol', passkey };
  }

  @Handle(sessionRoutes.beginEnrolment)
  async beginEnrolment({ request }: Asked<typeof sessionRoutes.beginEnrolment>): Promise<Enrolment> {
    const { userId, enrolling } = halfwayOf(request);
    // A person with a second factor shows it; a stolen password must not put another in its place.
    if (!enrolling) throw new NotSignedIn('Sign in with your authenticator app or a recovery code.');
    const enrolment = await this.database.runAs({ id: userId }, async (tx) => {
      const user = await userHalfway(tx, request);
      return newEnrolment(user.email, await unitName(tx));
    });
    request.session.newSecret = enrolment.secret;
    return enrolment;
  }

  @Handle(sessionRoutes.secondStep)
  async secondStep({
    body: { code },
    request,
    response,
  }: Asked<typeof sessionRoutes.secondStep>): Promise<SessionInfo & Partial<RecoveryCodes>> {
    const { userId, email, enrolling } = halfwayOf(request);
    const { newSecret } = request.session;
    const taken = await this.throttle.attempt(request, email, () =>
      this.database.runAs({ id: userId }, async (tx) => {
        const user = await userHalfway(tx, request);
        if (!enrolling) return (await takeCode(tx, userId, code)) && { user };
        // Another browser may have been quicker: what it set up is then the factor, not this.
        if (!newSecret || (await hasSecondFactor(tx, userId))) throw new NotSignedIn('Begin again with your password.');
        const recoveryCodes = await confirmEnrolment(tx, userId, newSecret, code);
        if (!recoveryCodes) return null;
        await recordAudit(tx, user, { action: 'create', entity: 'authenticator_app' });
        return { user, recoveryCodes };
      }),
    );
    if (!taken) {
      throw new InvalidInput(
        [{ field: 'code', message: 'This code is not right, or it has been used. Wait for the next one.' }],
        'Type the six digits that the app shows now, or a recovery code.',
      );
    }
    const { user, ...codes } = taken;
    return { ...(await this.enter(user, request, response)), ...codes };
  }

  @Handle(sessionRoutes.session)
  session({ user, request }: Asked<typeof sessionRoutes.session>): Promise<SessionInfo> {
    return this.database.runAs(user, async (tx) => sessionInfo(this.config, user, await sessionFacts(tx, request)));
  }

  @Handle(sessionRoutes.signOut)
  async signOut({ user, request, response }: Asked<typeof sessionRoutes.signOut>): Promise<SignedOut> {
    const { idToken } = request.session;
    await this.database.runAs(user, (tx) => recordAudit(tx, user, { action: 'sign_out', entity: 'session' }));
    await new Promise<void>((done, fail) =>
      request.session.destroy((error: unknown) => (error ? fail(error as Error) : done())),
    );
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
    return { next: idToken ? ((await this.signInService.of(request)?.signOutAt(idToken)) ?? null) : null };
  }

  private async enter(user: CurrentUser, request: Request, response: Response): Promise<SessionInfo> {
    await this.throttle.remember(request, response, user.id);
    return sessionInfo(this.config, user, await enter(this.database, request, user));
  }
}
