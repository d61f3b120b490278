import { Controller } from '@nestjs/common';
import { patientRoutes } from '@shared-care/contracts/patients/routes';
import { Handle, type Asked } from '../platform/handle';
import type { PatientPage, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { Database } from '../platform/tx';
import { patientPage } from './patient-page';
import { searchPatients } from './search-patients';

@Controller()
export class PatientsController {
  constructor(private readonly database: Database) {}

  @Handle(patientRoutes.search)
  search({ user, body }: Asked<typeof patientRoutes.search>): Promise<PatientSearchAnswer> {
    return this.database.runAs(user, (tx) => searchPatients(tx, user, body.query, body.limit));
  }

  @Handle(patientRoutes.page)
  page({ user, params: { id } }: Asked<typeof patientRoutes.page>): Promise<PatientPage> {
    return this.database.runAs(user, (tx) => patientPage(tx, user, id));
  }
}
