import { Controller, Inject } from '@nestjs/common';
import { myPatientRoutes } from '@shared-care/contracts/my-patients/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  ContactSheet,
  CorrectionCount,
  CorrectionList,
  MyPatients,
} from '@shared-care/contracts/my-patients/answers';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/tx';
import { commentOnAlert } from './consultant-comments';
import { contactSheet, myPatients } from './my-patients';
import { corrections, countCorrections, decideCorrection, suggestCorrection } from './record-corrections';

@Controller()
export class MyPatientsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Handle(myPatientRoutes.list)
  list({ user }: Asked<typeof myPatientRoutes.list>): Promise<MyPatients> {
    return this.database.runAs(user, (tx) => myPatients(tx, user));
  }

  @Handle(myPatientRoutes.contacts)
  contacts({ user }: Asked<typeof myPatientRoutes.contacts>): Promise<ContactSheet> {
    return this.database.runAs(user, (tx) => contactSheet(tx, user));
  }

  /** Other screens hear of it as of any change of the alert. */
  @Handle(myPatientRoutes.comment)
  comment({ user, params: { id: alertId }, body }: Asked<typeof myPatientRoutes.comment>): Promise<MyPatients> {
    return this.database.runAs(
      user,
      async (tx) => {
        await commentOnAlert(tx, user, alertId, body);
        return myPatients(tx, user);
      },
      'alerts',
    );
  }

  @Handle(myPatientRoutes.suggest)
  suggest({ user, params: { id: patientId }, body }: Asked<typeof myPatientRoutes.suggest>): Promise<{ id: string }> {
    return this.database.runAs(user, (tx) => suggestCorrection(tx, user, patientId, body), 'patients');
  }

  @Handle(myPatientRoutes.count)
  count({ user }: Asked<typeof myPatientRoutes.count>): Promise<CorrectionCount> {
    return this.database.runAs(user, countCorrections);
  }

  @Handle(myPatientRoutes.corrections)
  corrections({ user }: Asked<typeof myPatientRoutes.corrections>): Promise<CorrectionList> {
    return this.database.runAs(user, (tx) => corrections(tx, user));
  }

  @Handle(myPatientRoutes.decide)
  decide({ user, params: { id: correctionId }, body }: Asked<typeof myPatientRoutes.decide>): Promise<CorrectionList> {
    return this.database.runAs(
      user,
      async (tx) => {
        await decideCorrection(tx, user, correctionId, body, { demo: this.config.demo });
        return corrections(tx, user);
      },
      'patients',
    );
  }
}
