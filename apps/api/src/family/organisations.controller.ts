import { Controller } from '@nestjs/common';
import { organisationRoutes } from '@shared-care/contracts/organisations/routes';
import { Handle, type Asked } from '../platform/handle';
import type { Organisation, OrganisationMatches } from '@shared-care/contracts/family/answers';
import { Database } from '../platform/tx';
import { saveOrganisation, searchOrganisations } from './organisations';

/** Practices, schools, dentists and community teams: they name no child. */
@Controller()
export class OrganisationsController {
  constructor(private readonly database: Database) {}

  @Handle(organisationRoutes.search)
  search({ user, body }: Asked<typeof organisationRoutes.search>): Promise<OrganisationMatches> {
    return this.database.runAs(user, (tx) => searchOrganisations(tx, user, body));
  }

  @Handle(organisationRoutes.save)
  save({ user, body }: Asked<typeof organisationRoutes.save>): Promise<Organisation> {
    return this.database.runAs(user, (tx) => saveOrganisation(tx, user, body));
  }
}
