import type { FactToChoose, MergeChoice, MergePick } from '@shared-care/domain/merge-choice';
import { bothAllergies, MERGE_CHOICES } from '@shared-care/domain/merge-choice';
import type { MergeFacts } from '@shared-care/domain/patient-merge';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { InvalidInput } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { changeFacts, factRefused, type WantedFact } from './change-facts';

/**
 * Writes into the kept record what was chosen from the one that closed, with its history, in the transaction that merges.
 * Of a fact nobody chose, what is proposed is kept: so that no allergy is lost by not looking.
 *
 * @throws InvalidInput naming the fact, when what was chosen cannot be kept
 */
export async function keepChosenFacts(
  tx: Tx,
  user: CurrentUser,
  survivorId: string,
  { choices, facts: [loser, survivor] }: { choices: readonly FactToChoose[]; facts: [MergeFacts, MergeFacts] },
  keep: Partial<Record<MergeChoice, MergePick>>,
  options: { demo: boolean },
): Promise<void> {
  const changes = choices
    .map((choice) => ({ choice, pick: keep[choice.fact] ?? choice.proposed }))
    .filter(({ pick }) => pick !== 'survivor')
    .map(({ choice, pick }) => asChange(choice, pick, loser, survivor));
  if (changes.length === 0) return;
  await changeFacts(tx, user, survivorId, changes, { kind: 'merge', words: null }, options);
}

/** Strikes out what the merge wrote: each fact is again what it was, unless somebody has written a newer one since. */
export async function putFactsBack(tx: Tx, user: CurrentUser, mergeId: string): Promise<void> {
  const ask = `UPDATE patient_changes c SET struck_out_by = $2, struck_out_at = sec.now(),
            struck_out_because = 'The two records were unmerged.'
     FROM patient_merges m JOIN patients p ON p.id = m.survivor_id
     WHERE m.id = $1 AND p.died_on IS NULL AND c.patient_id = m.survivor_id AND c.written_for = m.survivor_id
       AND c.source = 'merge' AND c.changed_at = m.confirmed_at AND c.struck_out_at IS NULL`;
  try {
    await tx.query(ask, [mergeId, user.id]);
  } catch (error) {
    throw factRefused(error);
  }
}

function asChange(choice: FactToChoose, pick: MergePick, loser: MergeFacts, survivor: MergeFacts): WantedFact {
  const refused = (): InvalidInput =>
    new InvalidInput([
      { field: `keep.${choice.fact}`, message: `${MERGE_CHOICES[choice.fact]}: this cannot be kept.` },
    ]);
  if (pick === 'both' && choice.both === null) throw refused();
  switch (choice.fact) {
    case 'name': {
      const { familyName, givenName, preferredName } = loser;
      return { fact: 'name', familyName, givenName, preferredName };
    }
    case 'birth_date':
      return { fact: 'birth_date', birthDate: loser.birthDate };
    case 'sex':
      return { fact: 'sex', sex: loser.sex };
    case 'nhs_number': {
      const { nhsNumber, nhsNumberStatus } = loser;
      if (nhsNumberStatus === 'invalid' || nhsNumberStatus === 'superseded') throw refused();
      return nhsNumberStatus === 'absent'
        ? { fact: 'nhs_number', nhsNumber: null, nhsNumberStatus: 'not_verified' }
        : { fact: 'nhs_number', nhsNumber, nhsNumberStatus };
    }
    case 'hospital_number':
      return { fact: 'hospital_number', hospitalNumber: loser.hospitalNumber };
    case 'diagnosis':
      return { fact: 'diagnosis', diagnosis: loser.diagnosis };
    case 'severity':
      return { fact: 'severity', severity: loser.severity };
    case 'baseline_level':
      return { fact: 'baseline_level', baselineLevel: loser.baselineLevel };
    case 'central_line':
      return { fact: 'central_line', centralLine: loser.centralLine };
    case 'allergies': {
      if (pick !== 'both') return { fact: 'allergies', allergyState: loser.allergyState, allergies: loser.allergies };
      const allergies = bothAllergies(survivor, loser);
      if (allergies === null) throw refused();
      return { fact: 'allergies', allergyState: 'known', allergies };
    }
  }
}
