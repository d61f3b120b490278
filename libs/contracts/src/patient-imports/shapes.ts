import {
  CONSTANT_FIELDS,
  IMPORT_OUTCOMES,
  LIST_FIELDS,
  NAMES_IN_LISTS,
  type ConstantField,
} from '@shared-care/domain/patient-list';
import * as z from 'zod';
import { id, oneOf, requiredText, text, version } from '../text';

const MOST_COLUMNS = 200;

const MOST_CHOSEN = 5_000;

const field = oneOf(LIST_FIELDS, 'what the column holds');

export const SayColumns = z.strictObject({
  version,
  /** For each heading of the file what it holds; null when it is not to be read. */
  mapping: z.array(field.nullable()).max(MOST_COLUMNS),
  /** What holds for every row: a diagnosis, a severity, a hospital (its ODS code), prophylaxis or on demand. */
  constants: z
    .strictObject(
      Object.fromEntries(CONSTANT_FIELDS.map((one) => [one, text(120).default('')])) as Record<
        ConstantField,
        z.ZodDefault<ReturnType<typeof text>>
      >,
    )
    .prefault({}),
});

export type SayColumns = z.input<typeof SayColumns>;

/** What a name in the list means, for all of its rows and for lists to come. */
export const SayNames = z.strictObject({
  version,
  names: z
    .array(
      z.strictObject({
        kind: oneOf(NAMES_IN_LISTS, 'what is named'),
        /** As the list writes it. */
        written: requiredText(500, 'the name as it is written'),
        /** A hospital or a treatment, by the kind. */
        meansId: id('what it means'),
      }),
    )
    .min(1, 'Say what one of the names means.')
    .max(200),
});

export type SayNames = z.input<typeof SayNames>;

export const BringIn = z.strictObject({
  version,
  /** Lines of the file; null for all that are ready. A look-alike that is named here was found to be another child. */
  lines: z.array(z.int().min(1).max(1_000_000)).max(MOST_CHOSEN).nullable(),
});

export type BringIn = z.input<typeof BringIn>;

export const SeenImport = z.strictObject({ version });

export type SeenImport = z.input<typeof SeenImport>;

export const ImportRowsQuery = z.strictObject({
  outcome: oneOf(IMPORT_OUTCOMES, 'what became of the rows').optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

export type ImportRowsQuery = z.output<typeof ImportRowsQuery>;
