import { ImportRun } from '@shared-care/database/entities/hospital';
import type { DataSource } from 'typeorm';
import type { OdsOptions, OdsReport } from './import-ods';
import { insertRow, NOW } from '../platform/write-row';

/** Lines of a report that admins see on their start page; all are kept beside it. */
const MOST_LINES_KEPT = 200;
const LINES_A_STATEMENT = 2_000;

/** Writes down that a file is being brought in, how far it is, and what became of it. */
export class OdsRun {
  private toldAt = 0;

  constructor(
    private readonly feeds: DataSource,
    readonly id: string,
  ) {}

  async begin(file: string, options: OdsOptions, startedBy: string | null): Promise<void> {
    await insertRow(this.feeds.manager, ImportRun, {
      id: this.id,
      kind: 'ods',
      file,
      state: 'running',
      share: 0,
      startedBy,
      asOf: null,
      asOfBy: 'nothing',
      undoNewer: options.undoNewer,
      counts: {},
      lines: [],
    });
  }

  /** At most once a second; what is lost is said again with the next piece. */
  progress(share: number): void {
    if (performance.now() - this.toldAt < 1_000) return;
    this.toldAt = performance.now();
    void this.feeds.manager.update(ImportRun, { id: this.id }, { share, seenAt: NOW }).catch(() => undefined);
  }

  async finish({ asOf, counts, lines }: OdsReport): Promise<void> {
    await this.feeds.transaction(async (tx) => {
      for (let at = 0; at < lines.length; at += LINES_A_STATEMENT)
        await tx.query(
          `INSERT INTO import_run_lines (run_id, place, line, outcome, ods_code, what)
           SELECT $1, $2 + row_number() OVER (), line, outcome, "odsCode", what
           FROM jsonb_to_recordset($3) AS x (line int, outcome text, "odsCode" text, what text)`,
          [this.id, at, JSON.stringify(lines.slice(at, at + LINES_A_STATEMENT))],
        );
      await tx.update(
        ImportRun,
        { id: this.id },
        {
          state: 'finished',
          share: 1,
          seenAt: NOW,
          finishedAt: NOW,
          counts,
          lines: lines.slice(0, MOST_LINES_KEPT),
          asOf: asOf.on,
          asOfBy: asOf.by,
        },
      );
    });
  }

  async fail(trouble: string): Promise<void> {
    const failed = { state: 'failed' as const, seenAt: NOW, finishedAt: NOW, trouble };
    await this.feeds.manager.update(ImportRun, { id: this.id }, failed);
  }
}
