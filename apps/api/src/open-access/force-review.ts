import type { ForcedReview } from '@shared-care/domain/open-access-review';
import { rows, type Tx } from '../platform/tx';

/**
 * Makes every arrangement of a child that counts (or, with a hospital, the one there) due for review today: it stays
 * honoured, and its days of grace begin (W6.6). Answers with how many that were. Treatment, inhibitor and central line
 * of a patient, link consultants, primary hospitals and closures need no call: the database notices those itself.
 */
export async function forceReview(
  tx: Tx,
  patientId: string,
  because: ForcedReview,
  hospitalId: string | null = null,
): Promise<number> {
  const [answer] = await rows<{ forced: number }>(tx, 'SELECT sec.force_open_access_review($1, $2, $3) AS forced', [
    patientId,
    because,
    hospitalId,
  ]);
  return answer?.forced ?? 0;
}
