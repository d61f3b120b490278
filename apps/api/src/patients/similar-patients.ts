import type { SimilarPatient, SimilarPatients } from '@shared-care/contracts/registration/answers';
import type { SimilarQuery } from '@shared-care/contracts/registration/shapes';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import type { z } from 'zod';
import { rows, type Tx } from '../platform/tx';
import { MATCH } from './patient-rows';

const MOST = 10;

/**
 * Records that may be of the same child, the likeliest first: same number, or same birth date and a name that is close,
 * or the same name with another birth date (H5). Names are compared folded, either way round; candidates come by stored
 * columns, as no index on a name serves under the row-level policy.
 */
export async function similarPatients(tx: Tx, asked: z.output<typeof SimilarQuery>): Promise<SimilarPatients> {
  const number = checkNhsNumber(asked.nhsNumber);
  const found = await rows<SimilarPatient & { total: number }>(
    tx,
    `WITH asked AS MATERIALIZED (
       SELECT $1::text AS nhs, nullif(upper($2), '') AS hospital_number, $3::date AS born,
              coalesce(fold_name($4), '') AS family, coalesce(fold_name($5), '') AS given),
     candidates AS (
       SELECT p.id, p.nhs_number = a.nhs AS nhs, upper(p.hospital_number) = a.hospital_number AS own_number,
              p.birth_date = a.born AS born,
              (p.family_name_folded = a.family AND a.family <> '' AND a.given <> '' AND (g.name = a.given OR g.called = a.given))
                OR (p.family_name_folded = a.given AND g.name = a.family AND a.given <> '') AS named,
              (a.family <> '' AND similarity(p.family_name_folded, a.family) >= 0.4)
                OR (a.given <> '' AND greatest(similarity(g.name, a.given), similarity(g.called, a.given)) >= 0.5)
                OR (a.family <> '' AND similarity(g.name, a.family) >= 0.6) AS alike
       FROM patients p CROSS JOIN asked a
       CROSS JOIN LATERAL (SELECT fold_name(p.given_name) AS name, coalesce(fold_name(p.preferred_name), '') AS called) g
       WHERE p.nhs_number = a.nhs OR upper(p.hospital_number) = a.hospital_number OR p.birth_date = a.born
          OR p.family_name_folded IN (a.family, a.given)),
     judged AS (
       SELECT c.id, CASE WHEN nhs THEN 'nhs_number' WHEN own_number THEN 'hospital_number'
                         WHEN born AND named THEN 'name_and_birth_date' WHEN born AND alike THEN 'birth_date'
                         WHEN named THEN 'name' END AS because
       FROM candidates c)
     SELECT ${MATCH}, j.because, count(*) OVER ()::int AS total
     FROM judged j JOIN patients p ON p.id = j.id WHERE j.because IS NOT NULL
     ORDER BY array_position(ARRAY['nhs_number', 'hospital_number', 'name_and_birth_date', 'birth_date', 'name'], j.because),
              p.family_name, p.given_name, p.id
     LIMIT ${MOST}`,
    [number.ok ? number.number : null, asked.hospitalNumber, asked.birthDate, asked.familyName, asked.givenName],
  );
  const similar = found.map(({ total: _, ...one }) => one);
  return { similar, more: (found[0]?.total ?? 0) - similar.length };
}
