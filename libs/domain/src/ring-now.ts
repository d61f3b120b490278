/** A number to ring, with how far it can be trusted. */
export interface RingLine {
  /** For example "Emergency department, Royal Berkshire Hospital". */
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  hours: string;
  /** Calendar date of the last check; null when nobody has checked it. */
  verifiedOn: string | null;
  /** Why this line is offered now, for example "Out of hours: on-call registrar by switchboard". */
  because: string;
}
