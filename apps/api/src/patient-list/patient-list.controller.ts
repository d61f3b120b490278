import { Controller, Get, Query } from '@nestjs/common';
import { ListPatients, type PatientList } from '@shared-care/contracts/patient-list';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { listPatients } from './list-patients';

/** All children. Above their plans and arrangements, of which the list shows something. */
@Controller('patients')
export class PatientListController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('patient', 'search')
  list(@SignedIn() user: CurrentUser, @Query({ schema: ListPatients }) asked: ListPatients): Promise<PatientList> {
    return this.database.runAs(user, (tx) => listPatients(tx, user, asked));
  }
}
