import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { CurrentUser } from '@shared-care/contracts/session';
import {
  AcceptInvitation,
  AskRoleChange,
  AttachIdentity,
  InviteUser,
  SeenVersion,
  type AcceptedInvitation,
  type SentInvitation,
  type UserList,
} from '@shared-care/contracts/users';
import type { z } from 'zod';
import { Access, Public, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { argon2Hash } from '../platform/password';
import { AUTHENTICATE, type Authenticate } from '../platform/session';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { attachIdentity } from './attach-identity';
import { askRoleChange, decideRoleChange } from './change-role';
import { disableUser, enableUser } from './disable-user';
import { endSessions } from './end-sessions';
import { acceptInvitation, endInvitation, inviteUser } from './invite-user';
import { listUsers } from './list-users';
import { whyNotMailed, type InvitationWay } from './mail-invitation';
import { unlockUser } from './unlock-user';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class UsersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AUTHENTICATE) private readonly authenticate: Authenticate,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  @Get('users')
  @Access('user', 'list')
  list(@SignedIn() user: CurrentUser): Promise<UserList> {
    return this.database.runAs(user, (tx) => this.listed(tx, user));
  }

  @Post('users/:id/disable')
  @HttpCode(200)
  @Access('user', 'disable')
  disable(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: SeenVersion }) body: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => disableUser(tx, user, userId, body.version));
  }

  @Post('users/:id/enable')
  @HttpCode(200)
  @Access('user', 'disable')
  enable(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: SeenVersion }) body: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => enableUser(tx, user, userId, body.version));
  }

  @Post('users/:id/end-sessions')
  @HttpCode(200)
  @Access('user', 'end_sessions')
  endSessions(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: SeenVersion }) body: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => endSessions(tx, user, userId, body.version));
  }

  @Post('users/:id/unlock')
  @HttpCode(200)
  @Access('user', 'unlock')
  unlock(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: SeenVersion }) body: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => unlockUser(tx, user, userId, body.version, this.authenticate.accountKey));
  }

  @Post('users/:id/identities')
  @HttpCode(200)
  @Access('user', 'attach_identity')
  attachIdentity(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: AttachIdentity }) body: AttachIdentity,
  ): Promise<UserList> {
    return this.change(user, (tx) => attachIdentity(tx, user, userId, { ...body, issuer: this.issuer }));
  }

  @Post('users/:id/role-changes')
  @HttpCode(200)
  @Access('user', 'change_role')
  askRoleChange(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Body({ schema: AskRoleChange }) body: z.output<typeof AskRoleChange>,
  ): Promise<UserList> {
    return this.change(user, (tx) => askRoleChange(tx, user, userId, body));
  }

  @Post('role-changes/:id/approve')
  @HttpCode(200)
  @Access('user', 'change_role')
  approve(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => decideRoleChange(tx, user, requestId, { version, approve: true }));
  }

  @Post('role-changes/:id/refuse')
  @HttpCode(200)
  @Access('user', 'change_role')
  refuse(
    @SignedIn() user: CurrentUser,
    @id() requestId: string,
    @Body({ schema: SeenVersion }) { version }: SeenVersion,
  ): Promise<UserList> {
    return this.change(user, (tx) => decideRoleChange(tx, user, requestId, { version, approve: false }));
  }

  @Post('invitations')
  @HttpCode(200)
  @Access('user', 'invite')
  async invite(
    @SignedIn() user: CurrentUser,
    @Body({ schema: InviteUser }) body: z.output<typeof InviteUser>,
  ): Promise<SentInvitation> {
    const { way } = this;
    const { id, letter, sent } = await this.database.runAs(user, (tx) => inviteUser(tx, user, body, way));
    const refused = letter && way.mail ? await whyNotMailed(way.mail, letter) : null;
    if (!refused) return sent;
    await this.database.runAs(user, (tx) => endInvitation(tx, user, id));
    throw refused;
  }

  @Post('invitations/accept')
  @HttpCode(200)
  @Public('whoever holds the token of an invitation has no account yet')
  async accept(@Body({ schema: AcceptInvitation }) body: AcceptInvitation): Promise<AcceptedInvitation> {
    const passwordHash = await argon2Hash(body.password);
    return this.database.runAs(NOBODY, (tx) => acceptInvitation(tx, { ...body, passwordHash }));
  }

  /** Nobody reads the mailboxes of the demo, so its links stay on the screen. */
  private get way(): InvitationWay {
    const { demo, mail, publicUrl, port } = this.config;
    return {
      mail: demo ? null : this.mail,
      domains: mail.domains,
      home: (publicUrl ?? `http://localhost:${port}`).replace(/\/$/, ''),
    };
  }

  private get issuer(): string | null {
    return this.config.oidc?.issuer ?? null;
  }

  /** Changes, then answers with the list as it now is. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<UserList> {
    return this.database.runAs(user, async (tx) => {
      await verb(tx);
      return this.listed(tx, user);
    });
  }

  private listed(tx: Tx, user: CurrentUser): Promise<UserList> {
    return listUsers(tx, user, this.issuer, this.authenticate.accountKey);
  }
}
