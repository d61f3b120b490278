import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import {
  AskRecovery,
  CompleteRecovery,
  ConfirmRecovery,
  RecoveryToken,
  StartRecovery,
  type AskedRecovery,
  type CompletedRecovery,
  type RecoveryList,
  type RecoveryStep,
} from '@shared-care/contracts/recoveries';
import type { CurrentUser } from '@shared-care/contracts/session';
import { SeenVersion } from '@shared-care/contracts/users';
import type { Request } from 'express';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Access, Public, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { InvalidInput } from '../platform/problems';
import { AUTHENTICATE, type Authenticate } from '../platform/session';
import { Database, rows, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { accountOfLink, completeRecovery, lookAtRecovery, proveMailbox } from './complete-recovery';
import { confirmRecovery, endRecovery, sendRecoveryAgain, startRecovery } from './decide-recovery';
import { recoveryList } from './recovery-rows';
import { goHalfway } from './sign-in-steps';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class RecoveriesController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AUTHENTICATE) private readonly authenticate: Authenticate,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  /** Answered before anybody looks whether there is such an account; tries are counted as those to sign in are. */
  @Post('recoveries/ask')
  @HttpCode(200)
  @Public('whoever asks cannot sign in')
  async ask(
    @Body({ schema: AskRecovery }) { email, lost }: AskRecovery,
    @Req() request: Request,
  ): Promise<AskedRecovery> {
    // In a name of their own: asking here must not use up the tries at the password.
    await this.authenticate.attempt(request, `recovery of ${email}`, () =>
      this.database.runAs(NOBODY, async (tx) => {
        await rows(tx, 'INSERT INTO recovery_asks (email, lost) VALUES ($1, $2)', [email, lost]);
        return null;
      }),
    );
    return { asked: true };
  }

  @Post('recoveries/look')
  @HttpCode(200)
  @Public('the link says whose it is')
  look(@Body({ schema: RecoveryToken }) { token }: RecoveryToken): Promise<RecoveryStep> {
    return this.database.runAs(NOBODY, (tx) => lookAtRecovery(tx, token));
  }

  @Post('recoveries/prove')
  @HttpCode(200)
  @Public('the link says whose it is')
  prove(@Body({ schema: RecoveryToken }) { token }: RecoveryToken): Promise<RecoveryStep> {
    return this.database.runAs(NOBODY, (tx) => proveMailbox(tx, token));
  }

  @Post('recoveries/complete')
  @HttpCode(200)
  @Public('the link says whose it is')
  async complete(
    @Body({ schema: CompleteRecovery }) body: z.output<typeof CompleteRecovery>,
    @Req() request: Request,
  ): Promise<CompletedRecovery> {
    const email = await this.database.runAs(NOBODY, (tx) => accountOfLink(tx, body.token));
    const done = await this.authenticate.attempt(request, email, () =>
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

  @Get('recoveries')
  @Access('user', 'recover')
  list(@SignedIn() user: CurrentUser): Promise<RecoveryList> {
    return this.database.runAs(user, (tx) => this.listed(tx, user));
  }

  @Post('users/:id/recoveries')
  @HttpCode(200)
  @Access('user', 'recover')
  start(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: StartRecovery }) body: z.output<typeof StartRecovery>,
  ): Promise<RecoveryList> {
    return this.change(user, (tx) => startRecovery(tx, user, userId, body));
  }

  @Post('recoveries/:id/confirm')
  @HttpCode(200)
  @Access('user', 'recover')
  confirm(
    @SignedIn() user: CurrentUser,
    @id() recoveryId: string,
    @Body({ schema: ConfirmRecovery }) body: ConfirmRecovery,
  ): Promise<RecoveryList> {
    return this.change(user, (tx) => confirmRecovery(tx, user, recoveryId, body));
  }

  @Post('recoveries/:id/end')
  @HttpCode(200)
  @Access('user', 'recover')
  end(
    @SignedIn() user: CurrentUser,
    @id() recoveryId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<RecoveryList> {
    return this.change(user, (tx) => endRecovery(tx, user, recoveryId, version));
  }

  @Post('recoveries/:id/send-again')
  @HttpCode(200)
  @Access('user', 'recover')
  sendAgain(
    @SignedIn() user: CurrentUser,
    @id() recoveryId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<RecoveryList> {
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
