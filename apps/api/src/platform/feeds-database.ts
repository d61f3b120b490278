import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createDataSource } from '@shared-care/database/data-source';
import type { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config';
import { DATABASE_URL } from './database-url';

/**
 * The pool that acts as `shared_care_feeds`, by which published files come in and nothing else. It opens when somebody
 * first sends a file, as most programs never need it.
 */
@Injectable()
export class FeedsDatabase implements OnApplicationShutdown {
  private opened: Promise<DataSource> | null = null;

  constructor(
    @Inject(DATABASE_URL) private readonly url: string,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  open(): Promise<DataSource> {
    this.opened ??= createDataSource(this.url, 'feeds', 2, this.config.prepared)
      .initialize()
      .catch((error: unknown) => {
        this.opened = null;
        throw error;
      });
    return this.opened;
  }

  async onApplicationShutdown(): Promise<void> {
    const source = await this.opened?.catch(() => null);
    await source?.destroy();
  }
}
