import { Controller, Inject } from '@nestjs/common';
import { factRoutes } from '@shared-care/contracts/patient-facts/routes';
import { Handle, type Asked } from '../platform/handle';
import type { PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { CONFIG, type Config } from '../platform/config';
import { Database, type Tx } from '../platform/tx';
import { changeFacts } from './change-facts';
import { addInhibitorResult, addWeight, strikeOut } from './measures';
import { patientFacts } from './patient-facts';

/** The facts of a record, each with its history. */
@Controller()
export class FactsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Handle(factRoutes.facts)
  facts({ user, params: { id: patientId } }: Asked<typeof factRoutes.facts>): Promise<PatientFacts> {
    return this.database.runAs(user, (tx) => patientFacts(tx, user, patientId));
  }

  @Handle(factRoutes.change)
  change({ user, params: { id: patientId }, body }: Asked<typeof factRoutes.change>): Promise<PatientFacts> {
    const { changes, source } = body;
    return this.write(user, async (tx) => {
      await changeFacts(tx, user, patientId, changes, source, { demo: this.config.demo });
      return patientId;
    });
  }

  @Handle(factRoutes.weight)
  weight({ user, params: { id: patientId }, body }: Asked<typeof factRoutes.weight>): Promise<PatientFacts> {
    return this.write(user, async (tx) => {
      await addWeight(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(factRoutes.inhibitor)
  inhibitor({ user, params: { id: patientId }, body }: Asked<typeof factRoutes.inhibitor>): Promise<PatientFacts> {
    return this.write(user, async (tx) => {
      await addInhibitorResult(tx, user, patientId, body);
      return patientId;
    });
  }

  @Handle(factRoutes.strike)
  strike({ user, params: { id: entryId }, body }: Asked<typeof factRoutes.strike>): Promise<PatientFacts> {
    return this.write(user, (tx) => strikeOut(tx, user, entryId, body.because));
  }

  private write(user: CurrentUser, work: (tx: Tx) => Promise<string>): Promise<PatientFacts> {
    return this.database.runAs(user, async (tx) => patientFacts(tx, user, await work(tx)), 'patients');
  }
}
