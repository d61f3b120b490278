import type { NameInLists } from '@shared-care/domain/patient-list';
import { rows, type Tx } from '../platform/tx';

/** A hospital that a list names, or why none is meant by it. */
export type NamedHospital = { id: string; name: string; inNetwork: boolean } | { id: null; problem: string };
/** A product that a list names, or why none is meant by it. */
export type NamedTreatment = { id: string } | { id: null; problem: string };

const LONGEST_SHOWN = 60;

/**
 * Finds hospitals, consultants and products as lists write them, or as a person said for such words before. One for each
 * batch: asked twice, the database is asked once.
 */
export class NamesInLists {
  private readonly hospitals = new Map<string, NamedHospital>();
  private readonly treatments = new Map<string, NamedTreatment>();
  private readonly consultants = new Map<string, string | null>();

  constructor(private readonly tx: Tx) {}

  /** By ODS code or by name, among hospitals that are open. Of two with the same name the one in the network is meant. */
  async hospital(written: string): Promise<NamedHospital> {
    const before = this.hospitals.get(written);
    if (before) return before;
    const found = await rows<{ id: string; name: string; inNetwork: boolean; closed: boolean; said: boolean }>(
      this.tx,
      `SELECT h.id, h.name, h.network_role <> 'other' AS "inNetwork", h.id = s.hospital_id AS said,
              coalesce(h.closed_on <= (sec.now() AT TIME ZONE 'Europe/London')::date, false) AS closed
       FROM hospitals h LEFT JOIN patient_import_names s ON s.kind = 'hospital' AND s.written = fold_name($1)
       WHERE h.ods_code = upper($1) OR fold_name(h.name) = fold_name($1) OR fold_name(h.published_name) = fold_name($1)
          OR h.id = s.hospital_id
       ORDER BY h.ods_code = upper($1) DESC, h.id LIMIT 20`,
      [written],
    );
    const open = found.filter(({ closed }) => !closed);
    const said = open.filter((one) => one.said);
    const ours = open.filter(({ inNetwork }) => inNetwork);
    const meant = said.length > 0 ? said : open.length > 1 && ours.length > 0 ? ours : open;
    const named = decide(written, meant, found.length);
    this.hospitals.set(written, named);
    return named;
  }

  /** By the name under which the unit has it. */
  async treatment(written: string): Promise<NamedTreatment> {
    const before = this.treatments.get(written);
    if (before) return before;
    const found = await rows<{ id: string }>(
      this.tx,
      `SELECT f.treatment_id AS id FROM treatments_in_force f
       LEFT JOIN patient_import_names s ON s.kind = 'treatment' AND s.written = fold_name($1)
       WHERE f.state <> 'discarded' AND (f.treatment_id = s.treatment_id OR fold_name(f.name) = fold_name($1))
       ORDER BY f.treatment_id = s.treatment_id DESC NULLS LAST, f.treatment_id LIMIT 1`,
      [written],
    );
    const named = found[0] ?? { id: null, problem: `“${shown(written)}” is no treatment that is known here.` };
    this.treatments.set(written, named);
    return named;
  }

  /** Who is in post at the hospital under this name, with or without a title; null when nobody is, or two are. */
  async consultant(hospitalId: string, written: string): Promise<string | null> {
    const key = `${hospitalId} ${written}`;
    if (!this.consultants.has(key)) {
      const untitled = (text: string): string =>
        `regexp_replace(fold_name(${text}), '^(dr|mr|mrs|ms|miss|prof|professor) ', '')`;
      const found = await rows<{ id: string }>(
        this.tx,
        `SELECT id FROM link_consultants
         WHERE hospital_id = $1 AND ${untitled('name')} = ${untitled('$2::text')}
           AND (to_on IS NULL OR to_on >= (sec.now() AT TIME ZONE 'Europe/London')::date)`,
        [hospitalId, written],
      );
      this.consultants.set(key, found.length === 1 ? found[0]!.id : null);
    }
    return this.consultants.get(key) ?? null;
  }
}

/** A name in a row that nobody has said the meaning of. */
export interface NameWithoutMeaning {
  kind: NameInLists;
  written: string;
}

function decide(written: string, meant: Exclude<NamedHospital, { id: null }>[], found: number): NamedHospital {
  const [one] = meant;
  const name = shown(written);
  if (one && meant.length === 1) return { id: one.id, name: one.name, inNetwork: one.inNetwork };
  if (meant.length > 1)
    return { id: null, problem: `“${name}” is the name of ${meant.length} hospitals. Write the ODS code.` };
  return {
    id: null,
    problem: found > 0 ? `The hospital “${name}” has closed.` : `“${name}” is no hospital that is known here.`,
  };
}

export function shown(written: string): string {
  return written.length > LONGEST_SHOWN ? `${written.slice(0, LONGEST_SHOWN)}…` : written;
}
