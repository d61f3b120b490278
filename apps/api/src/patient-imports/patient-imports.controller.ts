import { Controller, Header, Inject } from '@nestjs/common';
import { patientImportRoutes } from '@shared-care/contracts/patient-imports/routes';
import { Handle, type Asked } from '../platform/handle';
import type { ImportRows, PatientImportPage, PatientImports } from '@shared-care/contracts/patient-imports/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LARGEST_FILE } from '@shared-care/interop/patient-list/patient-table';
import { CONFIG, type Config } from '../platform/config';
import { Database, type Tx } from '../platform/tx';
import { readUpload } from '../platform/upload';
import { bringIn } from './bring-in';
import { goOn } from './go-on';
import { importReport } from './import-report';
import { putAway } from './put-away';
import { importPage, importRows, listImports } from './read-imports';
import { readList, receiveList } from './receive-list';
import { sayColumns } from './say-columns';
import { sayNames } from './say-names';
import { undoImport } from './undo-import';

/** Lists of children come into the register. */
@Controller()
export class PatientImportsController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Handle(patientImportRoutes.list)
  list({ user }: Asked<typeof patientImportRoutes.list>): Promise<PatientImports> {
    return this.database.runAs(user, listImports);
  }

  /** The id is made by the sender, so that a file sent twice because the answer was lost is one list. */
  @Handle(patientImportRoutes.receive)
  async receive({
    user,
    params: { id: importId },
    request,
  }: Asked<typeof patientImportRoutes.receive>): Promise<PatientImportPage> {
    const list = await readList(await readUpload(request, LARGEST_FILE));
    return this.answer(user, importId, (tx) => receiveList(tx, user, importId, list));
  }

  @Handle(patientImportRoutes.page)
  page({ user, params: { id: importId } }: Asked<typeof patientImportRoutes.page>): Promise<PatientImportPage> {
    return this.database.runAs(user, (tx) => importPage(tx, user, importId));
  }

  @Handle(patientImportRoutes.rows)
  rows({ user, params: { id: importId }, query }: Asked<typeof patientImportRoutes.rows>): Promise<ImportRows> {
    return this.database.runAs(user, (tx) => importRows(tx, user, importId, query));
  }

  @Handle(patientImportRoutes.report)
  @Header('Content-Disposition', 'attachment; filename="import-report.csv"')
  report({ user, params: { id: importId } }: Asked<typeof patientImportRoutes.report>): Promise<string> {
    return this.database.runAs(user, (tx) => importReport(tx, user, importId));
  }

  @Handle(patientImportRoutes.columns)
  columns({
    user,
    params: { id: importId },
    body,
  }: Asked<typeof patientImportRoutes.columns>): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => sayColumns(tx, user, importId, body));
  }

  @Handle(patientImportRoutes.names)
  names({ user, params: { id: importId }, body }: Asked<typeof patientImportRoutes.names>): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => sayNames(tx, user, importId, body));
  }

  @Handle(patientImportRoutes.bringIn)
  bringIn({
    user,
    params: { id: importId },
    body,
  }: Asked<typeof patientImportRoutes.bringIn>): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => bringIn(tx, user, importId, body));
  }

  @Handle(patientImportRoutes.undo)
  undo({
    user,
    params: { id: importId },
    body: { version },
  }: Asked<typeof patientImportRoutes.undo>): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => undoImport(tx, user, importId, version));
  }

  @Handle(patientImportRoutes.putAway)
  putAway({
    user,
    params: { id: importId },
    body: { version },
  }: Asked<typeof patientImportRoutes.putAway>): Promise<PatientImportPage> {
    return this.answer(user, importId, (tx) => putAway(tx, user, importId, version));
  }

  /** Works on for about a second as the person who asks; asked again until the state is no longer one of work. */
  @Handle(patientImportRoutes.goOn)
  async goOn({ user, params: { id: importId } }: Asked<typeof patientImportRoutes.goOn>): Promise<PatientImportPage> {
    await goOn((who, work, changed) => this.database.runAs(who, work, changed), user, importId, {
      demo: this.config.demo,
    });
    return this.database.runAs(user, (tx) => importPage(tx, user, importId));
  }

  private answer(user: CurrentUser, importId: string, work: (tx: Tx) => Promise<void>): Promise<PatientImportPage> {
    return this.database.runAs(user, async (tx) => {
      await work(tx);
      return importPage(tx, user, importId);
    });
  }
}
