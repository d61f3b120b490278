import { nhsNumberIsValid } from '@shared-care/domain/nhs-number';

/** NHS numbers from 999 000 0000 on, which are never issued to anybody, that pass the check digit. */
export function* demoNhsNumbers(): Generator<string> {
  for (let stem = 999_000_001; stem < 1_000_000_000; stem++) {
    for (let check = 0; check <= 9; check++) {
      const candidate = `${stem}${check}`;
      if (nhsNumberIsValid(candidate)) yield candidate;
    }
  }
}
