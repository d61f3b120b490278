import { rows, type Tx } from '../platform/tx';

/** A hospital that a list names, or why none is meant by it. */
export type NamedHospital = { id: string; name: string; inNetwork: boolean } | { id: null; problem: string };

/** Finds hospitals and consultants as lists write them. One for each batch: asked twice, the database is asked once. */
export class HospitalsInLists {
  private readonly known = new Map<string, NamedHospital>();
  private readonly consultants = new Map<string, string | null>();

  constructor(private readonly tx: Tx) {}

  /** By ODS code or by name, among hospitals that are open. Of two with the same name the one in the network is meant. */
  async find(written: string): Promise<NamedHospital> {
    const before = this.known.get(written);
    if (before) return before;
    const found = await rows<{ id: string; name: string; inNetwork: boolean; closed: boolean }>(
      this.tx,
      `SELECT id, name, network_role <> 'other' AS "inNetwork",
              coalesce(closed_on <= (sec.now() AT TIME ZONE 'Europe/London')::date, false) AS closed
       FROM hospitals
       WHERE ods_code = upper($1) OR fold_name(name) = fold_name($1) OR fold_name(published_name) = fold_name($1)
       ORDER BY ods_code = upper($1) DESC, id LIMIT 20`,
      [written],
    );
    const open = found.filter(({ closed }) => !closed);
    const ours = open.filter(({ inNetwork }) => inNetwork);
    const meant = open.length > 1 && ours.length > 0 ? ours : open;
    const named = this.decide(written, meant, found.length);
    this.known.set(written, named);
    return named;
  }

  private decide(written: string, meant: Exclude<NamedHospital, { id: null }>[], found: number): NamedHospital {
    const [one] = meant;
    const name = written.length > 60 ? `${written.slice(0, 60)}…` : written;
    if (one && meant.length === 1) return one;
    if (meant.length > 1)
      return { id: null, problem: `“${name}” is the name of ${meant.length} hospitals. Write the ODS code.` };
    return {
      id: null,
      problem: found > 0 ? `The hospital “${name}” has closed.` : `“${name}” is no hospital that is known here.`,
    };
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
