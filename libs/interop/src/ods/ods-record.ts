/** One organisation as the NHS Organisation Data Service (ODS) publishes it, whatever file it came in. */
export interface OdsRecord {
  kind: 'trust' | 'site';
  odsCode: string;
  /** As published, often upper case; runs of blanks are folded. For what staff read see `properName`. */
  name: string;
  /** Sites only. Null when the file does not say and the code does not tell. */
  trustCode: string | null;
  addressLines: string[];
  town: string | null;
  county: string | null;
  /** Upper case with one space. */
  postcode: string | null;
  /** As published; runs of blanks are folded. */
  phone: string | null;
  /** yyyy-mm-dd */
  openedOn: string | null;
  /** yyyy-mm-dd. May lie in the future (a closure announced) or, in old rows, before `openedOn`. */
  closedOn: string | null;
  successorCodes: string[];
}

export interface OdsRow {
  /** Line in the file, from 1; in JSON the number of the entry. */
  line: number;
  record: OdsRecord;
}

export interface OdsRejection {
  line: number;
  /** The beginning of the row, safe to print. */
  raw: string;
  /** What is wrong, where, and what to do about it. */
  because: string;
}

export type OdsItem = { ok: true; row: OdsRow } | { ok: false; rejection: OdsRejection };

export type OdsFormat =
  'trust_or_site_csv' | 'site_list_csv' | 'nhs_choices_csv' | 'site_list_json' | 'ord_json' | 'fhir_json';
