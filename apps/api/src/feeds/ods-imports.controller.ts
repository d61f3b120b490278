import { randomUUID } from 'node:crypto';
import { odsImportRoutes } from '@shared-care/contracts/ods-imports/routes';
import { Handle, type Asked } from '../platform/handle';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import type { OdsImport, OdsImports, OdsLines } from '@shared-care/contracts/ods-imports/answers';
import { detectOdsFormat } from '@shared-care/interop/ods/read-ods';
import { recordAudit } from '../audit/audit';
import { FeedsDatabase } from '../platform/feeds-database';
import { Live } from '../platform/live';
import { InvalidInput } from '../platform/problems';
import { Database } from '../platform/tx';
import { readUpload, type Upload } from '../platform/upload';
import { importOds, UnknownOdsFile, type OdsOptions } from './import-ods';
import { OdsRun } from './ods-runs';
import { listOdsImports, odsImport, odsLines } from './read-ods-imports';

/** The national extract of sites has some 6 MB. */
const LARGEST = 40 * 1024 * 1024;
const NO_ODS_FILE =
  'This is not a file of the Organisation Data Service that can be read: a trust or site extract (CSV), a site list, or ORD or FHIR JSON.';

/** Hospital lists of the NHS, sent by an admin. */
@Controller()
export class OdsImportsController {
  constructor(
    private readonly database: Database,
    private readonly live: Live,
    private readonly feeds: FeedsDatabase,
  ) {}

  @Handle(odsImportRoutes.list)
  list({ user }: Asked<typeof odsImportRoutes.list>): Promise<OdsImports> {
    return this.database.runAs(user, listOdsImports);
  }

  /** Answers as soon as the file is known to be one; how far it is stands in the import itself. */
  @Handle(odsImportRoutes.receive)
  async receive({ user, params: { id }, query, request }: Asked<typeof odsImportRoutes.receive>): Promise<OdsImport> {
    const upload = await readUpload(request, LARGEST);
    if (detectOdsFormat(upload.fileName, upload.bytes.subarray(0, 4096)) === null)
      throw new InvalidInput([{ field: 'file', message: NO_ODS_FILE }], NO_ODS_FILE);
    const before = await this.database.runAs(user, (tx) => odsImport(tx, id)).catch(() => null);
    if (before) return before;
    const options = { asOf: query.asOf ?? null, undoNewer: query.undoNewer === 'true' };
    const run = new OdsRun(await this.feeds.open(), id);
    await run.begin(upload.fileName, options, user.id);
    await this.database.runAs(user, (tx) =>
      recordAudit(tx, user, {
        action: 'create',
        entity: 'ods_import',
        entityId: id,
        detail: query.undoNewer === 'true' ? 'undo newer' : null,
      }),
    );
    void this.work(run, upload, options);
    return this.database.runAs(user, (tx) => odsImport(tx, id));
  }

  @Handle(odsImportRoutes.page)
  page({ user, params: { id } }: Asked<typeof odsImportRoutes.page>): Promise<OdsImport> {
    return this.database.runAs(user, (tx) => odsImport(tx, id));
  }

  @Handle(odsImportRoutes.lines)
  lines({ user, params: { id }, query }: Asked<typeof odsImportRoutes.lines>): Promise<OdsLines> {
    return this.database.runAs(user, (tx) => odsLines(tx, id, query));
  }

  private async work(run: OdsRun, { fileName, bytes }: Upload, options: OdsOptions): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'ods-'));
    try {
      const path = join(folder, fileName.replaceAll('\0', '') || randomUUID());
      await writeFile(path, bytes);
      await importOds(await this.feeds.open(), path, (share) => run.progress(share), options, run);
      this.live.tell('hospitals');
    } catch (error) {
      const words =
        error instanceof UnknownOdsFile
          ? error.message
          : 'It stopped: the database could not be used. Send the file again.';
      await run.fail(words).catch(() => undefined);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
