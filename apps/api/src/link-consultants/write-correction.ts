import { randomUUID } from 'node:crypto';
import type { DecideCorrection } from '@shared-care/contracts/my-patients/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { CORRECTED_PARTS, WRITTEN_PARTS, type CorrectedPart } from '@shared-care/domain/record-correction';
import type { z } from 'zod';
import { changeFacts } from '../patients/change-facts';
import { addWeight } from '../patients/measures';
import { InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/**
 * Writes what a suggestion was about, as the record's own facts are written.
 *
 * @throws Refused when this part is not written here, or the record says afterwards what it said before
 */
export async function writeCorrection(
  tx: Tx,
  user: CurrentUser,
  { patientId, part, suggestedBy }: { patientId: string; part: CorrectedPart; suggestedBy: string },
  { changes, weight }: z.output<typeof DecideCorrection>,
  options: { demo: boolean },
): Promise<void> {
  const written = WRITTEN_PARTS[part];
  if (written === undefined)
    throw new Refused(`“${CORRECTED_PARTS[part]}” is changed in its own place. Put it right there, then say where.`);
  const facts = [...changes.map(({ fact }) => fact), ...(weight === null ? [] : ['weight' as const])];
  const stray = facts.find((fact) => !written.includes(fact));
  if (stray !== undefined) {
    const message = `The suggestion is about “${CORRECTED_PARTS[part]}”. Change other facts on the record.`;
    throw new InvalidInput([{ field: stray === 'weight' ? 'weight' : 'changes.0.fact', message }]);
  }
  if (facts.length === 0) throw new Refused('Enter what the record is to say. “Corrected” changes it.');
  const before = await said(tx, patientId);
  const source = { kind: 'local_hospital' as const, words: `Suggested by the link consultant ${suggestedBy}` };
  if (changes.length > 0) await changeFacts(tx, user, patientId, changes, source, options);
  if (weight !== null) await addWeight(tx, user, patientId, { id: randomUUID(), ...weight, source });
  if ((await said(tx, patientId)) === before)
    throw new Refused(
      weight === null
        ? 'The record says this already. Change the value, or answer “Not changed”.'
        : 'The record says this already, or has a newer weight. Change the value, or strike out the newer weight on the record first.',
    );
}

/**
 * "Put right elsewhere" is no second word for a fact that "Corrected" would have written: of such a fact it is said once
 * the record has changed since the suggestion was made.
 */
export async function refuseUnlessChanged(tx: Tx, id: string, part: CorrectedPart): Promise<void> {
  const facts = WRITTEN_PARTS[part];
  if (facts === undefined) return;
  const [changed] = await rows(
    tx,
    `SELECT 1 FROM record_corrections c
     WHERE c.id = $1
       AND (EXISTS (SELECT 1 FROM patient_changes f WHERE f.patient_id = c.patient_id AND f.fact = ANY($2)
                    AND greatest(f.changed_at, f.struck_out_at) > c.suggested_at)
            OR ('weight' = ANY($2) AND EXISTS (SELECT 1 FROM patient_weights w WHERE w.patient_id = c.patient_id
                    AND greatest(w.recorded_at, w.struck_out_at) > c.suggested_at)))`,
    [id, facts],
  );
  if (!changed)
    throw new Refused(
      `“${CORRECTED_PARTS[part]}” is as it was when this was suggested. Correct it here, or answer “Not changed”.`,
    );
}

/** What the record says, as one text to compare. */
async function said(tx: Tx, patientId: string): Promise<string | undefined> {
  const [found] = await rows<{ said: string }>(
    tx,
    "SELECT concat_ws(' ', sec.fact_values(p), p.weight_kg, p.weighed_on) AS said FROM patients p WHERE p.id = $1",
    [patientId],
  );
  return found?.said;
}
