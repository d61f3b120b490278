import { Controller, Inject } from '@nestjs/common';
import { userRoutes } from '@shared-care/contracts/users/routes';
import { Handle, type Asked } from '../platform/handle';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AcceptedInvitation, AskedAccess, ConfirmedAccess, UserList } from '@shared-care/contracts/users/answers';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, type MailServer } from '../platform/mail';
import { argon2Hash } from '../sign-in/password';
import { SignInThrottle } from '../sign-in/sign-in-throttle';
import { Database, type Tx } from '../platform/tx';
import { confirmAccess, refuseAccess } from './access-requests';
import { askIdentity, detachIdentity } from './attach-identity';
import { askRoleChange, decideRoleChange } from './change-role';
import { disableUser, enableUser } from './disable-user';
import { endSessions } from './end-sessions';
import { acceptInvitation, askInvitation, checkInvitation, endInvitation } from './invite-user';
import { listUsers } from './list-users';
import { whyNotMailed, type InvitationWay } from './mail-invitation';
import { unlockUser } from './unlock-user';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class UsersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly throttle: SignInThrottle,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  @Handle(userRoutes.list)
  list({ user }: Asked<typeof userRoutes.list>): Promise<UserList> {
    return this.database.runAs(user, (tx) => listUsers(tx, user, this.issuer, this.throttle.accountKey));
  }

  @Handle(userRoutes.disable)
  disable({ user, params: { id: userId }, body }: Asked<typeof userRoutes.disable>): Promise<void> {
    return this.change(user, (tx) => disableUser(tx, user, userId, body.version));
  }

  @Handle(userRoutes.enable)
  enable({ user, params: { id: userId }, body }: Asked<typeof userRoutes.enable>): Promise<void> {
    return this.change(user, (tx) => enableUser(tx, user, userId, body.version));
  }

  @Handle(userRoutes.endSessions)
  endSessions({ user, params: { id: userId }, body }: Asked<typeof userRoutes.endSessions>): Promise<void> {
    return this.change(user, (tx) => endSessions(tx, user, userId, body.version));
  }

  @Handle(userRoutes.unlock)
  unlock({ user, params: { id: userId }, body }: Asked<typeof userRoutes.unlock>): Promise<void> {
    return this.change(user, (tx) => unlockUser(tx, user, userId, body.version, this.throttle.accountKey));
  }

  @Handle(userRoutes.attachIdentity)
  attachIdentity({
    user,
    params: { id: userId },
    body,
  }: Asked<typeof userRoutes.attachIdentity>): Promise<AskedAccess> {
    return this.database.runAs(user, (tx) => askIdentity(tx, user, userId, { ...body, issuer: this.issuer }));
  }

  @Handle(userRoutes.askRoleChange)
  askRoleChange({ user, params: { id: userId }, body }: Asked<typeof userRoutes.askRoleChange>): Promise<void> {
    return this.change(user, (tx) => askRoleChange(tx, user, userId, body));
  }

  @Handle(userRoutes.approve)
  approve({ user, params: { id: requestId }, body: { version } }: Asked<typeof userRoutes.approve>): Promise<void> {
    return this.change(user, (tx) => decideRoleChange(tx, user, requestId, { version, approve: true }));
  }

  @Handle(userRoutes.refuse)
  refuse({ user, params: { id: requestId }, body: { version } }: Asked<typeof userRoutes.refuse>): Promise<void> {
    return this.change(user, (tx) => decideRoleChange(tx, user, requestId, { version, approve: false }));
  }

  @Handle(userRoutes.invite)
  invite({ user, body }: Asked<typeof userRoutes.invite>): Promise<AskedAccess> {
    return this.database.runAs(user, (tx) => askInvitation(tx, user, body, this.way));
  }

  @Handle(userRoutes.confirmAccess)
  async confirmAccess({
    user,
    params: { id: requestId },
    body: { version },
  }: Asked<typeof userRoutes.confirmAccess>): Promise<ConfirmedAccess> {
    const { way } = this;
    const { letter, ...confirmed } = await this.database.runAs(user, (tx) =>
      confirmAccess(tx, user, requestId, version, way),
    );
    const refused = letter && way.mail ? await whyNotMailed(way.mail, letter) : null;
    if (!letter || !refused) return confirmed;
    await this.database.runAs(user, (tx) => endInvitation(tx, user, letter.id, 'not mailed'));
    throw refused;
  }

  @Handle(userRoutes.refuseAccess)
  refuseAccess({ user, params: { id }, body: { version } }: Asked<typeof userRoutes.refuseAccess>): Promise<void> {
    return this.change(user, (tx) => refuseAccess(tx, user, id, version));
  }

  @Handle(userRoutes.revokeInvitation)
  revokeInvitation({ user, params: { id } }: Asked<typeof userRoutes.revokeInvitation>): Promise<void> {
    return this.change(user, (tx) => endInvitation(tx, user, id, 'revoked'));
  }

  @Handle(userRoutes.detachIdentity)
  detachIdentity({ user, params: { id } }: Asked<typeof userRoutes.detachIdentity>): Promise<void> {
    return this.change(user, (tx) => detachIdentity(tx, user, id));
  }

  @Handle(userRoutes.accept)
  async accept({ body }: Asked<typeof userRoutes.accept>): Promise<AcceptedInvitation> {
    await this.database.runAs(NOBODY, (tx) => checkInvitation(tx, body));
    const passwordHash = await argon2Hash(body.password);
    return this.database.runAs(NOBODY, (tx) => acceptInvitation(tx, { ...body, passwordHash }));
  }

  private get way(): InvitationWay {
    const { mail, publicUrl, port } = this.config;
    return {
      mail: this.mail,
      domains: mail.domains,
      home: (publicUrl ?? `http://localhost:${port}`).replace(/\/$/, ''),
    };
  }

  private get issuer(): string | null {
    return this.config.oidc?.issuer ?? null;
  }

  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<void> {
    return this.database.runAs(user, verb);
  }
}
