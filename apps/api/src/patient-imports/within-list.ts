import { SIMILAR_BECAUSE, type SimilarBecause } from '@shared-care/domain/similar-patient';
import type { ListedChild } from '@shared-care/interop/patient-list/read-row';
import { rows, type Tx } from '../platform/tx';

/** More children than that are not born on one day: the column holds something else, and comparing all of them says nothing. */
const MOST_BORN_ON_A_DAY = 200;

/** Earlier lines that may be the same child as a line, and why. */
export interface AlikeInList {
  lines: number[];
  told: string[];
}

/**
 * Lines of one file that look alike, by the rule that compares a child with the register, so that a check says before the
 * first row is brought in what would be asked after it.
 */
export async function alikeInList(tx: Tx, children: readonly ListedChild[]): Promise<Map<number, AlikeInList>> {
  const found = await rows<{ line: number; earlier: number; because: SimilarBecause }>(
    tx,
    `WITH listed AS MATERIALIZED (
       SELECT line, born, coalesce(fold_name(family), '') AS family, coalesce(fold_name(given), '') AS given,
              coalesce(fold_name(called), '') AS called
       FROM jsonb_to_recordset($1) AS x (line int, family text, given text, called text, born date)),
     days AS (SELECT born FROM listed GROUP BY born HAVING count(*) BETWEEN 2 AND $2),
     pairs AS (
       SELECT a.line AS earlier, b.line FROM days d JOIN listed a USING (born) JOIN listed b USING (born)
       UNION SELECT a.line, b.line FROM listed a JOIN listed b ON b.family = a.family AND b.given IN (a.given, a.called)
       UNION SELECT a.line, b.line FROM listed a JOIN listed b ON b.family = a.given AND b.given = a.family),
     judged AS (
       SELECT p.line, p.earlier, a.born = b.born AS born,
              (a.family = b.family AND (a.given = b.given OR a.called = b.given)) OR (a.family = b.given AND a.given = b.family) AS named,
              similarity(a.family, b.family) >= 0.4 OR greatest(similarity(a.given, b.given), similarity(a.called, b.given)) >= 0.5
                OR similarity(a.given, b.family) >= 0.6 AS alike
       FROM pairs p JOIN listed a ON a.line = p.earlier JOIN listed b ON b.line = p.line WHERE p.earlier < p.line)
     SELECT line, earlier, CASE WHEN born AND named THEN 'name_and_birth_date' WHEN born THEN 'birth_date' ELSE 'name' END AS because
     FROM judged WHERE named OR (born AND alike) ORDER BY line, earlier`,
    [
      JSON.stringify(
        children.map(({ line, facts }) => ({
          line,
          family: facts.familyName,
          given: facts.givenName,
          called: facts.preferredName ?? '',
          born: facts.birthDate,
        })),
      ),
      MOST_BORN_ON_A_DAY,
    ],
  );
  const alike = new Map<number, AlikeInList>();
  for (const { line, earlier, because } of found) {
    const one = alike.get(line) ?? { lines: [], told: [] };
    one.lines.push(earlier);
    one.told.push(`${SIMILAR_BECAUSE[because]} as line ${earlier} of this list.`);
    alike.set(line, one);
  }
  return alike;
}
