import { Controller, Header } from '@nestjs/common';
import { patientListRoutes } from '@shared-care/contracts/patient-list/routes';
import { Handle, type Asked } from '../platform/handle';
import type { PatientList } from '@shared-care/contracts/patient-list/answers';
import { Database } from '../platform/tx';
import { listPatients } from './list-patients';
import { exportPatients } from './export-patients';

/** All children. Above their plans and arrangements, of which the list shows something. */
@Controller()
export class PatientListController {
  constructor(private readonly database: Database) {}

  @Handle(patientListRoutes.list)
  list({ user, query: asked }: Asked<typeof patientListRoutes.list>): Promise<PatientList> {
    return this.database.runAs(user, (tx) => listPatients(tx, user, asked));
  }

  @Handle(patientListRoutes.exportList)
  @Header('Content-Disposition', 'attachment; filename="patients.csv"')
  exportList({ user, query }: Asked<typeof patientListRoutes.exportList>): Promise<string> {
    return this.database.runAs(user, (tx) => exportPatients(tx, user, query));
  }
}
