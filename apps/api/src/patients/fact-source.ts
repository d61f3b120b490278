import type { SourceOfFact } from '@shared-care/contracts/registration/answers';
import type { Tx } from '../platform/tx';

/** Says for the rest of the transaction where facts come from: the database writes it beside each that changes. */
export async function sayFactSource(tx: Tx, source: SourceOfFact): Promise<void> {
  await tx.query(`SELECT set_config('app.fact_source', $1, true), set_config('app.fact_words', $2, true)`, [
    source.kind,
    source.words ?? '',
  ]);
}
