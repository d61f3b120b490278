import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  RestoreEntry,
  SaveCommunication,
  SaveDoseDays,
  SaveGiver,
  SavePerson,
  SavePlace,
  StrikeOutEntry,
  type Family,
  type FamilyHistory,
} from '@shared-care/contracts/family';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { familyHistory } from './family-history';
import { saveDoseDays, saveGiver } from './givers';
import { saveCommunication, savePerson } from './people';
import { savePlace } from './places';
import { family } from './read-family';
import { restoreEntry, strikeOutEntry } from './strike-out';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('patients/:id/family')
export class FamilyController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('family', 'read')
  read(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<Family> {
    return this.database.runAs(user, (tx) => family(tx, user, patientId));
  }

  @Get('history')
  @Access('family', 'change')
  history(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<FamilyHistory> {
    return this.database.runAs(user, (tx) => familyHistory(tx, user, patientId));
  }

  @Post('people')
  @HttpCode(200)
  @Access('family', 'change')
  person(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SavePerson }) body: z.output<typeof SavePerson>,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => savePerson(tx, user, patientId, body));
  }

  @Post('communication')
  @HttpCode(200)
  @Access('family', 'change')
  communication(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SaveCommunication }) body: z.output<typeof SaveCommunication>,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => saveCommunication(tx, user, patientId, body));
  }

  @Post('places')
  @HttpCode(200)
  @Access('family', 'change')
  place(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SavePlace }) body: z.output<typeof SavePlace>,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => savePlace(tx, user, patientId, body));
  }

  @Post('givers')
  @HttpCode(200)
  @Access('family', 'change')
  giver(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SaveGiver }) body: z.output<typeof SaveGiver>,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => saveGiver(tx, user, patientId, body));
  }

  @Post('dose-days')
  @HttpCode(200)
  @Access('family', 'change')
  doseDays(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: SaveDoseDays }) body: z.output<typeof SaveDoseDays>,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => saveDoseDays(tx, user, patientId, body));
  }

  @Post('strike-out')
  @HttpCode(200)
  @Access('family', 'change')
  strikeOut(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: StrikeOutEntry }) body: StrikeOutEntry,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => strikeOutEntry(tx, user, patientId, body));
  }

  @Post('restore')
  @HttpCode(200)
  @Access('family', 'change')
  restore(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: RestoreEntry }) body: RestoreEntry,
  ): Promise<Family> {
    return this.after(user, patientId, (tx) => restoreEntry(tx, user, patientId, body));
  }

  private after(user: CurrentUser, patientId: string, write: (tx: Tx) => Promise<void>): Promise<Family> {
    return this.database.runAs(user, async (tx) => {
      await write(tx);
      return family(tx, user, patientId);
    });
  }
}
