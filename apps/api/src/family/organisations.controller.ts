import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  SaveOrganisation,
  SearchOrganisations,
  type Organisation,
  type OrganisationMatches,
} from '@shared-care/contracts/family';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { saveOrganisation, searchOrganisations } from './organisations';

/** Practices, schools, dentists and community teams: they name no child. */
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly database: Database) {}

  @Post('search')
  @HttpCode(200)
  @Access('family', 'change')
  search(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SearchOrganisations }) body: SearchOrganisations,
  ): Promise<OrganisationMatches> {
    return this.database.runAs(user, (tx) => searchOrganisations(tx, user, body));
  }

  @Post()
  @HttpCode(200)
  @Access('family', 'change')
  save(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SaveOrganisation }) body: z.output<typeof SaveOrganisation>,
  ): Promise<Organisation> {
    return this.database.runAs(user, (tx) => saveOrganisation(tx, user, body));
  }
}
