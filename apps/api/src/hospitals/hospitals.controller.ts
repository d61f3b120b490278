import { Controller, Get, Query } from '@nestjs/common';
import { HospitalSearch, type HospitalSummary } from '@shared-care/contracts/hospitals';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { findHospitals } from './hospitals';

@Controller('hospitals')
export class HospitalsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('hospital', 'read')
  find(
    @SignedIn() user: CurrentUser,
    @Query({ schema: HospitalSearch }) query: HospitalSearch,
  ): Promise<HospitalSummary[]> {
    return this.database.runAs(user, (tx) => findHospitals(tx, query.search));
  }
}
