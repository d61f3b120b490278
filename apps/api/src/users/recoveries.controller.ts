import { Controller, Inject } from '@nestjs/common';
import { recoveryRoutes } from '@shared-care/contracts/recoveries/routes';
import { RecoveryAsk } from '@shared-care/database/entities/recovery';
import { Handle, type Asked } from '../platform/handle';
import type {
  AskedRecovery,
  CompletedRecovery,
  RecoveryList,
  RecoveryStep,
} from '@shared-care/contracts/recoveries/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { InvalidInput } from '../platform/problems';
import { SignInThrottle } from '../sign-in/sign-in-throttle';
import { Database, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { accountOfLink, completeRecovery, lookAtRecovery, proveMailbox } from './complete-recovery';
import { confirmRecovery, endRecovery, sendRecoveryAgain, startRecovery } from './decide-recovery';
import { recoveryList } from './recovery-rows';
import { goHalfway } from '../sign-in/sign-in-steps';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class RecoveriesController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly throttle: SignInThrottle,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  /** Answered before anybody looks whether there is such an account; tries are counted as those to sign in are. */
  @Handle(recoveryRoutes.ask)
  async ask({ body: { email, lost }, request }: Asked<typeof recoveryRoutes.ask>): Promise<AskedRecovery> {
    // In a name of their own: asking here must not use up the tries at the password.
    await this.throttle.attempt(request, `recovery of ${email}`, () =>
      this.database.runAs(NOBODY, async (tx) => {
        await insertRow(tx, RecoveryAsk, { email, lost });
        return null;
      }),
    );
    return { asked: true };
  }

  @Handle(recoveryRoutes.look)
  look({ body: { token } }: Asked<typeof recoveryRoutes.look>): Promise<RecoveryStep> {
    return this.database.runAs(NOBODY, (tx) => lookAtRecovery(tx, token));
  }

  @Handle(recoveryRoutes.prove)
  prove({ body: { token } }: Asked<typeof recoveryRoutes.prove>): Promise<RecoveryStep> {
    return this.database.runAs(NOBODY, (tx) => proveMailbox(tx, token));
  }

  @Handle(recoveryRoutes.complete)
  async complete({ body, request }: Asked<typeof recoveryRoutes.complete>): Promise<CompletedRecovery> {
    const email = await this.database.runAs(NOBODY, (tx) => accountOfLink(tx, body.token));
    const done = await this.throttle.attempt(request, email, () =>
      this.database.runAs(NOBODY, (tx) => completeRecovery(tx, body)),
    );
    if (!done)
      throw new InvalidInput(
        [{ field: 'password', message: 'This is not your password.' }],
        'If you have lost it as well, ask again from the sign-in page and choose both.',
      );
    if (done.next === 'enrol') await goHalfway(request, done.user, true);
    return { email: done.email, next: done.next };
  }

  @Handle(recoveryRoutes.list)
  list({ user }: Asked<typeof recoveryRoutes.list>): Promise<RecoveryList> {
    return this.database.runAs(user, (tx) => this.listed(tx, user));
  }

  @Handle(recoveryRoutes.start)
  start({ user, params: { id: userId }, body }: Asked<typeof recoveryRoutes.start>): Promise<RecoveryList> {
    return this.change(user, (tx) => startRecovery(tx, user, userId, body));
  }

  @Handle(recoveryRoutes.confirm)
  confirm({ user, params: { id: recoveryId }, body }: Asked<typeof recoveryRoutes.confirm>): Promise<RecoveryList> {
    return this.change(user, (tx) => confirmRecovery(tx, user, recoveryId, body));
  }

  @Handle(recoveryRoutes.end)
  end({
    user,
    params: { id: recoveryId },
    body: { version },
  }: Asked<typeof recoveryRoutes.end>): Promise<RecoveryList> {
    return this.change(user, (tx) => endRecovery(tx, user, recoveryId, version));
  }

  @Handle(recoveryRoutes.sendAgain)
  sendAgain({
    user,
    params: { id: recoveryId },
    body: { version },
  }: Asked<typeof recoveryRoutes.sendAgain>): Promise<RecoveryList> {
    return this.change(user, (tx) => sendRecoveryAgain(tx, user, recoveryId, version));
  }

  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<RecoveryList> {
    return this.database.runAs(user, async (tx) => {
      await verb(tx);
      return this.listed(tx, user);
    });
  }

  private async listed(tx: Tx, user: CurrentUser): Promise<RecoveryList> {
    // A process that serves requests only leaves mail to another, whose server it cannot know.
    const list = await recoveryList(tx, this.mail !== null || this.config.role === 'api');
    await recordAudit(tx, user, {
      action: 'read',
      entity: 'account_recovery',
      detail: `list of ${list.recoveries.length}`,
    });
    return list;
  }
}
