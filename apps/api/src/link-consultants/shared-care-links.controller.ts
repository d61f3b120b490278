import { Controller } from '@nestjs/common';
import { sharedCareLinkRoutes } from '@shared-care/contracts/shared-care-links/routes';
import { Handle, type Asked } from '../platform/handle';
import type { SharedCare } from '@shared-care/contracts/shared-care-links/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import {
  addSharedCareLink,
  changeLinkConsultant,
  confirmSharedCareLink,
  endSharedCareLink,
  moveHospital,
} from './change-links';
import { patientOfLink } from './link-rows';
import { sharedCare } from './shared-care';

@Controller()
export class SharedCareLinksController {
  constructor(private readonly database: Database) {}

  @Handle(sharedCareLinkRoutes.read)
  read({ user, params: { id: patientId } }: Asked<typeof sharedCareLinkRoutes.read>): Promise<SharedCare> {
    return this.database.runAs(user, (tx) => sharedCare(tx, user, patientId));
  }

  @Handle(sharedCareLinkRoutes.add)
  add({ user, params: { id: patientId }, body }: Asked<typeof sharedCareLinkRoutes.add>): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await addSharedCareLink(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(sharedCareLinkRoutes.move)
  move({ user, params: { id: patientId }, body }: Asked<typeof sharedCareLinkRoutes.move>): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await moveHospital(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(sharedCareLinkRoutes.end)
  end({ user, params: { id: linkId }, body }: Asked<typeof sharedCareLinkRoutes.end>): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => endSharedCareLink(tx, user, linkId, body));
  }

  @Handle(sharedCareLinkRoutes.consultant)
  consultant({
    user,
    params: { id: linkId },
    body,
  }: Asked<typeof sharedCareLinkRoutes.consultant>): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => changeLinkConsultant(tx, user, linkId, body));
  }

  @Handle(sharedCareLinkRoutes.confirm)
  confirm({ user, params: { id: linkId }, body }: Asked<typeof sharedCareLinkRoutes.confirm>): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => confirmSharedCareLink(tx, user, linkId, body));
  }

  private ofLink(user: CurrentUser, linkId: string, verb: (tx: Tx) => Promise<void>): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await verb(tx);
      return patientOfLink(tx, linkId);
    });
  }

  /** Changes, then answers with the links as they now are. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<SharedCare> {
    return this.database.runAs(user, async (tx) => sharedCare(tx, user, await verb(tx)), 'patients');
  }
}
