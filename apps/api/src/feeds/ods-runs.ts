import { ImportRun } from '@shared-care/database/entities/hospital';
import type { DataSource } from 'typeorm';
import type { OdsOptions, OdsReport } from './import-ods';

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
    await this.feeds.manager.insert(ImportRun, {
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
    void this.feeds
      .query('UPDATE import_runs SET share = $2, seen_at = sec.now() WHERE id = $1', [this.id, share])
      .catch(() => undefined);
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
      await tx.query(
        `UPDATE import_runs SET state = 'finished', share = 1, seen_at = sec.now(), finished_at = sec.now(), counts = $2, lines = $3,
           as_of = $4, as_of_by = $5 WHERE id = $1`,
        [this.id, JSON.stringify(counts), JSON.stringify(lines.slice(0, MOST_LINES_KEPT)), asOf.on, asOf.by],
      );
    });
  }

  async fail(trouble: string): Promise<void> {
    await this.feeds.query(
      `UPDATE import_runs SET state = 'failed', seen_at = sec.now(), finished_at = sec.now(), trouble = $2 WHERE id = $1`,
      [this.id, trouble],
    );
  }
}
