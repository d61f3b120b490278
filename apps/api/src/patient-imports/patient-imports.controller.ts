import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  BringIn,
  ImportRowsQuery,
  SayColumns,
  SayNames,
  SeenImport,
  type ImportRows,
  type PatientImportPage,
  type PatientImports,
} from '@shared-care/contracts/patient-imports';
import type { CurrentUser } from '@shared-care/contracts/session';
import { LARGEST_FILE } from '@shared-care/interop/patient-list/patient-table';
import type { Request } from 'express';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { Database, type Tx } from '../platform/tx';
import { readUpload } from '../platform/upload';
import { PathId } from '../platform/validation';
import { bringIn } from './bring-in';
import { goOn } from './go-on';
import { importReport } from './import-report';
import { putAway } from './put-away';
import { importPage, importRows, listImports } from './read-imports';
import { readList, receiveList } from './receive-list';
import { sayColumns } from './say-columns';
import { sayNames } from './say-names';
import { undoImport } from './undo-import';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** Lists of children come into the register. */
@Controller('patient-imports')
export class PatientImportsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Access('patientImport', 'read')
  list(@SignedIn() user: CurrentUser): Promise<PatientImports> {
    return this.database.runAs(user, listImports);
  }

  /** The id is made by the sender, so that a file sent twice because the answer was lost is one list. */
  @Put(':id')
  @HttpCode(200)
  @Access('patientImport', 'write')
  async receive(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Req() request: Request,
  ): Promise<PatientImportPage> {
    const list = await readList(await readUpload(request, LARGEST_FILE));
    return this.answer(user, importId, (tx) => receiveList(tx, user, importId, list));
  }

  @Get(':id')
  @Access('patientImport', 'read')
  page(@SignedIn() user: CurrentUser, @id() importId: string): Promise<PatientImportPage> {
    return this.database.runAs(user, (tx) => importPage(tx, user, importId));
  }

  @Get(':id/rows')
  @Access('patientImport', 'read')
  rows(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Query({ schema: ImportRowsQuery }) query: ImportRowsQuery,
  ): Promise<ImportRows> {
    return this.database.runAs(user, (tx) => importRows(tx, user, importId, query));
  }

  @Get(':id/report')
  @Access('patientImport', 'read')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="import-report.csv"')
  report(@SignedIn() user: CurrentUser, @id() importId: string): Promise<string> {
    return this.database.runAs(user, (tx) => importReport(tx, user, importId));
  }

  @Post(':id/columns')
  @HttpCode(200)
  @Access('patientImport', 'write')
  columns(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Body({ schema: SayColumns }) body: z.output<typeof SayColumns>,
  ): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => sayColumns(tx, user, importId, body));
  }

  @Post(':id/names')
  @HttpCode(200)
  @Access('patientImport', 'write')
  names(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Body({ schema: SayNames }) body: z.output<typeof SayNames>,
  ): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => sayNames(tx, user, importId, body));
  }

  @Post(':id/bring-in')
  @HttpCode(200)
  @Access('patientImport', 'write')
  bringIn(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Body({ schema: BringIn }) body: z.output<typeof BringIn>,
  ): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => bringIn(tx, user, importId, body));
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Access('patientImport', 'write')
  undo(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Body({ schema: SeenImport }) { version }: SeenImport,
  ): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => undoImport(tx, user, importId, version));
  }

  @Post(':id/put-away')
  @HttpCode(200)
  @Access('patientImport', 'write')
  putAway(
    @SignedIn() user: CurrentUser,
    @id() importId: string,
    @Body({ schema: SeenImport }) { version }: SeenImport,
  ): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => putAway(tx, user, importId, version));
  }

  /** Works on for about a second as the person who asks; asked again until the state is no longer one of work. */
  @Post(':id/go-on')
  @HttpCode(200)
  @Access('patientImport', 'write')
  async goOn(@SignedIn() user: CurrentUser, @id() importId: string): Promise<PatientImportPage> {
    await goOn((who, work, changed) => this.database.runAs(who, work, changed), user, importId, {
      demo: this.config.demo,
    });
    return this.page(user, importId);
  }

  private answer(user: CurrentUser, importId: string, work: (tx: Tx) => Promise<void>): Promise<PatientImportPage> {
    return this.database.runAs(user, async (tx) => {
      await work(tx);
      return importPage(tx, user, importId);
    });
  }
}
