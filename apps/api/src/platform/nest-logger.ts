import { ConsoleLogger } from '@nestjs/common';

/**
 * What Nest says by itself, without two things: a failed start, which the caller tells in words and not with a stack,
 * and the warning that two programs in one process name their pools alike, as the specs start them.
 */
export class NestLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['error', 'warn'] });
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler') super.error(message, ...rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'DataSourceNameRegistry') super.warn(message, ...rest);
  }
}
