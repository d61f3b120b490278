import { Controller, Inject } from '@nestjs/common';
import { accountRoutes } from '@shared-care/contracts/session/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AccountSafety, Enrolment, RecoveryCodes } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { CONFIG, type Config } from '../platform/config';
import { Refused } from '../platform/problems';
import { SignInThrottle } from './sign-in-throttle';
import { storedSid } from '../platform/stored-sid';
import { Database } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { changePassword } from './change-password';
import { confirmPassword } from './confirm-password';
import { accountSafety, confirmEnrolment, hasSecondFactor, newEnrolment, newRecoveryCodes } from './second-factor';
import './sign-in-steps';

/** How somebody signs in is changed by them alone, and with their password though they are signed in. */
@Controller()
export class AccountController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly throttle: SignInThrottle,
  ) {}

  @Handle(accountRoutes.safety)
  safety({ user }: Asked<typeof accountRoutes.safety>): Promise<AccountSafety> {
    return this.database.runAs(user, (tx) => accountSafety(tx, user.id));
  }

  @Handle(accountRoutes.enrol)
  async enrol({ user, body: { password }, request }: Asked<typeof accountRoutes.enrol>): Promise<Enrolment> {
    await confirmPassword(this.database, this.throttle, request, user, password);
    const enrolment = await newEnrolment(user.email, await this.database.runAs(user, unitName));
    request.session.newSecret = enrolment.secret;
    return enrolment;
  }

  @Handle(accountRoutes.confirm)
  async confirm({ user, body: { code }, request }: Asked<typeof accountRoutes.confirm>): Promise<RecoveryCodes> {
    const { newSecret } = request.session;
    if (!newSecret) throw new Refused('Begin with your password; then the app shows a code.');
    const recoveryCodes = await this.throttle.attempt(request, user.email, () =>
      this.database.runAs(user, async (tx) => {
        const codes = await confirmEnrolment(tx, user.id, newSecret, code);
        if (codes) await recordAudit(tx, user, { action: 'create', entity: 'authenticator_app' });
        return codes;
      }),
    );
    if (!recoveryCodes)
      throw new Refused('Type the six digits that the app shows now.', [
        { field: 'code', message: 'This code is not right.' },
      ]);
    delete request.session.newSecret;
    return { recoveryCodes };
  }

  @Handle(accountRoutes.recoveryCodes)
  async recoveryCodes({
    user,
    body: { password },
    request,
  }: Asked<typeof accountRoutes.recoveryCodes>): Promise<RecoveryCodes> {
    await confirmPassword(this.database, this.throttle, request, user, password);
    return this.database.runAs(user, async (tx) => {
      if (!(await hasSecondFactor(tx, user.id))) throw new Refused('Set up an authenticator app first.');
      await recordAudit(tx, user, { action: 'create', entity: 'recovery_codes' });
      return { recoveryCodes: await newRecoveryCodes(tx, user.id) };
    });
  }

  @Handle(accountRoutes.password)
  async password({
    user,
    body: { password, newPassword },
    request,
  }: Asked<typeof accountRoutes.password>): Promise<void> {
    if (this.config.demo) throw new Refused('The accounts of the demo keep their published password.');
    await confirmPassword(this.database, this.throttle, request, user, password);
    await this.database.runAs(user, async (tx) => {
      await changePassword(tx, user, newPassword, storedSid(request.sessionID));
      await recordAudit(tx, user, { action: 'update', entity: 'password' });
    });
  }
}
