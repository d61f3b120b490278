import { createDataSource } from '@shared-care/database/data-source';
import type { DataSource } from 'typeorm';

/** Injection token of {@link FeedsDatabase}: published files come in by it, and nothing else. */
export const FEEDS_DATABASE = Symbol('database as shared_care_feeds');

/** The pool that acts as `shared_care_feeds`; opened when somebody first sends a file, as most programs never need it. */
export class FeedsDatabase {
  private opened: Promise<DataSource> | null = null;

  constructor(private readonly url: string) {}

  open(): Promise<DataSource> {
    this.opened ??= createDataSource(this.url, 'feeds', 2)
      .initialize()
      .catch((error: unknown) => {
        this.opened = null;
        throw error;
      });
    return this.opened;
  }

  async close(): Promise<void> {
    const source = await this.opened?.catch(() => null);
    await source?.destroy();
  }
}
