import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { PatientSearch, type PatientPage, type PatientSearchAnswer } from '@shared-care/contracts/patients';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { patientPage } from './patient-page';
import { searchPatients } from './search-patients';

@Controller('patients')
export class PatientsController {
  constructor(private readonly database: Database) {}

  @Post('search')
  @HttpCode(200)
  @Access('patient', 'search')
  search(
    @SignedIn() user: CurrentUser,
    @Body({ schema: PatientSearch }) body: z.output<typeof PatientSearch>,
  ): Promise<PatientSearchAnswer> {
    return this.database.runAs(user, (tx) => searchPatients(tx, user, body.query, body.limit));
  }

  @Get(':id')
  @Access('patient', 'read')
  page(@SignedIn() user: CurrentUser, @Param('id', { schema: PathId }) id: string): Promise<PatientPage> {
    return this.database.runAs(user, (tx) => patientPage(tx, user, id));
  }
}
