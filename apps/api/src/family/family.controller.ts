import { Controller } from '@nestjs/common';
import { familyRoutes } from '@shared-care/contracts/family/routes';
import { Handle, type Asked } from '../platform/handle';
import type { Family, FamilyHistory } from '@shared-care/contracts/family/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { familyHistory } from './family-history';
import { saveDoseDays, saveGiver } from './givers';
import { saveCommunication, savePerson } from './people';
import { savePlace } from './places';
import { family } from './read-family';
import { restoreEntry, strikeOutEntry } from './strike-out';

@Controller()
export class FamilyController {
  constructor(private readonly database: Database) {}

  @Handle(familyRoutes.read)
  read({ user, params: { id: patientId } }: Asked<typeof familyRoutes.read>): Promise<Family> {
    return this.database.runAs(user, (tx) => family(tx, user, patientId));
  }

  @Handle(familyRoutes.history)
  history({ user, params: { id: patientId } }: Asked<typeof familyRoutes.history>): Promise<FamilyHistory> {
    return this.database.runAs(user, (tx) => familyHistory(tx, user, patientId));
  }

  @Handle(familyRoutes.person)
  person({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.person>): Promise<Family> {
    return this.after(user, patientId, (tx) => savePerson(tx, user, patientId, body));
  }

  @Handle(familyRoutes.communication)
  communication({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.communication>): Promise<Family> {
    return this.after(user, patientId, (tx) => saveCommunication(tx, user, patientId, body));
  }

  @Handle(familyRoutes.place)
  place({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.place>): Promise<Family> {
    return this.after(user, patientId, (tx) => savePlace(tx, user, patientId, body));
  }

  @Handle(familyRoutes.giver)
  giver({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.giver>): Promise<Family> {
    return this.after(user, patientId, (tx) => saveGiver(tx, user, patientId, body));
  }

  @Handle(familyRoutes.doseDays)
  doseDays({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.doseDays>): Promise<Family> {
    return this.after(user, patientId, (tx) => saveDoseDays(tx, user, patientId, body));
  }

  @Handle(familyRoutes.strikeOut)
  strikeOut({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.strikeOut>): Promise<Family> {
    return this.after(user, patientId, (tx) => strikeOutEntry(tx, user, patientId, body));
  }

  @Handle(familyRoutes.restore)
  restore({ user, params: { id: patientId }, body }: Asked<typeof familyRoutes.restore>): Promise<Family> {
    return this.after(user, patientId, (tx) => restoreEntry(tx, user, patientId, body));
  }

  private after(user: CurrentUser, patientId: string, write: (tx: Tx) => Promise<void>): Promise<Family> {
    return this.database.runAs(user, async (tx) => {
      await write(tx);
      return family(tx, user, patientId);
    });
  }
}
