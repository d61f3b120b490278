import { Controller, Inject } from '@nestjs/common';
import { passkeyRoutes } from '@shared-care/contracts/session/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AccountSafety, RecoveryCodes, SessionInfo } from '@shared-care/contracts/session/answers';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Request } from 'express';
import { recordAudit } from '../audit/audit';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput } from '../platform/problems';
import { SignInThrottle } from './sign-in-throttle';
import { Database } from '../platform/tx';
import { confirmPassword } from './confirm-password';
import { enter, sessionInfo } from './enter';
import { askForPasskey, keepPasskey, offerPasskey, relyingParty, removePasskey, userOfPasskey } from './passkeys';
import { accountSafety, firstRecoveryCodes } from './second-factor';
import { userHalfway } from './sign-in-steps';

/** A transaction of nobody: row-level policies show it nothing. */

/** Signing in by face, finger or PIN of a telephone: two factors in one touch. */
@Controller()
export class PasskeysController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly throttle: SignInThrottle,
  ) {}

  @Handle(passkeyRoutes.ask)
  ask({ request }: Asked<typeof passkeyRoutes.ask>): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const halfway = halfwayIn(request);
    return this.database.runAs({ id: halfway ?? '' }, (tx) =>
      askForPasskey(tx, relyingParty(this.config, request), halfway),
    );
  }

  @Handle(passkeyRoutes.signIn)
  async signIn({
    body: { response: shown },
    request,
    response,
  }: Asked<typeof passkeyRoutes.signIn>): Promise<SessionInfo> {
    const halfway = halfwayIn(request);
    const user = await this.database.runAs({ id: halfway ?? '' }, async (tx) => {
      const party = relyingParty(this.config, request);
      if (halfway) await userHalfway(tx, request);
      return userOfPasskey(tx, party, shown, halfway);
    });
    if (!user)
      throw new InvalidInput(
        [{ field: 'passkey', message: 'This passkey does not open an account here, or it came too late.' }],
        'Try again, or sign in with your email address and password.',
      );
    await this.throttle.remember(request, response, user.id);
    return sessionInfo(this.config, user, await enter(this.database, request, user, 'passkey'));
  }

  @Handle(passkeyRoutes.offer)
  async offer({
    user,
    body: { password },
    request,
  }: Asked<typeof passkeyRoutes.offer>): Promise<PublicKeyCredentialCreationOptionsJSON> {
    await confirmPassword(this.database, this.throttle, request, user, password);
    return this.database.runAs(user, (tx) => offerPasskey(tx, user, relyingParty(this.config, request)));
  }

  /** The challenge it answers was given for the password a moment ago. */
  @Handle(passkeyRoutes.keep)
  keep({ user, body, request }: Asked<typeof passkeyRoutes.keep>): Promise<AccountSafety & Partial<RecoveryCodes>> {
    return this.database.runAs(user, async (tx) => {
      const id = await keepPasskey(tx, user, relyingParty(this.config, request), body);
      await recordAudit(tx, user, { action: 'create', entity: 'passkey', entityId: id });
      const recoveryCodes = await firstRecoveryCodes(tx, user.id);
      return { ...(await accountSafety(tx, user.id)), ...(recoveryCodes && { recoveryCodes }) };
    });
  }

  @Handle(passkeyRoutes.remove)
  async remove({
    user,
    params: { id },
    body: { password },
    request,
  }: Asked<typeof passkeyRoutes.remove>): Promise<AccountSafety> {
    await confirmPassword(this.database, this.throttle, request, user, password);
    return this.database.runAs(user, async (tx) => {
      await removePasskey(tx, user, id);
      await recordAudit(tx, user, { action: 'delete', entity: 'passkey', entityId: id });
      return accountSafety(tx, user.id);
    });
  }
}

/** Who has given the right password already, in this browser. */
function halfwayIn({ session }: Request): string | null {
  return session.halfway?.userId ?? null;
}
