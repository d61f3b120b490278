import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config';
import { letterhead } from '../platform/unit-on-paper';
import { Worker } from '../platform/worker';
import { issueNext } from './letter-batches';

const EVERY_MS = 1000;

/**
 * Works batches off, one letter in one transaction that acts for the person who asked. Any number of processes run it;
 * what one holds the others pass by, and what it held when it died is taken up by the next. It has connections of its
 * own, so that a batch of a hundred letters makes no request wait.
 */
@Injectable()
export class LetterBatchWorker extends Worker {
  constructor(
    @InjectDataSource('batches') private readonly batches: DataSource,
    @Inject(CONFIG) config: Config,
  ) {
    super(config, 'letter_batches', EVERY_MS);
  }

  /** True when it issued a letter: another may wait. */
  override cycle(): Promise<boolean> {
    return this.batches.transaction(async (tx) => issueNext(tx, await letterhead(tx)));
  }
}
