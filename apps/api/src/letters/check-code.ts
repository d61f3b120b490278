import type { CheckedCode } from '@shared-care/contracts/letters/answers';
import { readLetterCode } from '@shared-care/domain/letter-code';
import type { CodeAnswer } from '@shared-care/domain/letters';
import { TooMany } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import type { Letterhead } from '../platform/unit-on-paper';

/**
 * What a code is worth now, for anybody. A code that cannot be one of ours is answered like one that is not known.
 *
 * @throws TooMany
 */
export async function checkCode(
  tx: Tx,
  typed: string,
  network: Buffer,
  unit: Pick<Letterhead, 'unitName'>,
): Promise<CheckedCode> {
  interface Row {
    answer: CodeAnswer | null;
    versionNumber: number | null;
    issuedOn: string | null;
    reviewBy: string | null;
    waitSeconds: number;
  }
  const [found] = await rows<Row>(
    tx,
    `SELECT answer, version_number AS "versionNumber", issued_on AS "issuedOn", review_by AS "reviewBy",
            wait_seconds AS "waitSeconds"
     FROM sec.check_code($1, $2)`,
    [readLetterCode(typed) ?? '', network],
  );
  const { answer, versionNumber, issuedOn, reviewBy, waitSeconds } = found!;
  if (answer === null) throw new TooMany(waitSeconds);
  return { answer, versionNumber, issuedOn, reviewBy, unitName: unit.unitName };
}
