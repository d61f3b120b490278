import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { z } from 'zod';
import { InvalidInput, NotFound } from './problems';

/** Zod's own words are for programmers; these are for the person who mends the field. */
export function speakPlainly(): void {
  z.config({
    customError: (issue) => {
      switch (issue.code) {
        case 'invalid_type':
          return issue.input === undefined ? 'This is needed.' : `Send ${named(issue.expected)} here.`;
        case 'unrecognized_keys':
          return `Remove what is not known here: ${issue.keys.map((key) => key.slice(0, 40)).join(', ')}.`;
        case 'too_small':
          return `Send ${issue.minimum} or more.`;
        case 'too_big':
          return `Send ${issue.maximum} or less.`;
        default:
          return 'This is not a value that can be used here.';
      }
    },
  });
}

function named(expected: string): string {
  return (
    {
      string: 'text',
      number: 'a number',
      int: 'a whole number',
      boolean: 'true or false',
      array: 'a list',
      object: 'an object',
    }[expected] ?? expected
  );
}

/** Parses every argument that names a schema. A malformed id in a path is answered like an unknown one. */
export class ParseBySchema extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        new InvalidInput(
          issues.slice(0, 20).map((issue) => ({
            field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
            message: issue.message,
          })),
        ),
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (metadata.type === 'param' && error instanceof InvalidInput) throw new NotFound();
      throw error;
    }
  }
}

/** Schema of `:id` in every path. */
export const PathId = z.uuid();

/** The key of a save that may be sent twice, from its header; every copy of one save carries the same. */
export function idempotencyKey(header: string | undefined): string {
  const checked = PathId.safeParse(header);
  if (checked.success) return checked.data;
  throw new InvalidInput([
    { field: IDEMPOTENCY_HEADER, message: 'Send a UUID made for this sheet, the same on every retry.' },
  ]);
}
