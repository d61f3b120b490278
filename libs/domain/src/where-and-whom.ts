import type { ToldAs } from './alert-routing';
import type { UnitKind } from './attendance-reasons';
import { contactHealth, contactHealthWords, STALE_AFTER_FAILED_CALLS, type ContactHealth } from './contact-health';
import { londonDate } from './london-time';
import { DUTIES, type Duty, roleFor } from './rota';
import { isInRecordedHours } from './working-time';

/** A number to ring, with how far it can be trusted. */
export interface RingLine {
  /** For example "Emergency department, Royal Berkshire Hospital". */
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  hours: string;
  /** Calendar date of the last check; null when never checked. */
  verifiedOn: string | null;
  verifiedBy?: string | null;
  /** Calls in a row without an answer. */
  failedCalls?: number;
  /** How far it can be trusted at this moment, with the words for it. */
  health?: ContactHealth;
  healthWords?: string;
  /** A new number that no second person has rung yet: to try when this one does not answer. */
  proposed?: string;
  /** Why this line is offered now, for example "Out of hours: on-call registrar by switchboard". */
  because: string;
}

/** A number of the unit with the hours it is answered in, for paper. */
export interface UnitNumber {
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  hours: string;
}

/** "01632 960123, bleep 5926, Monday to Friday 09:00 to 17:00, not bank holidays". */
export function numberWords({ phone, extension, bleep, hours }: Omit<UnitNumber, 'label'>): string {
  return [phone, extension && `extension ${extension}`, bleep && `bleep ${bleep}`, hours].filter(Boolean).join(', ');
}

export const CONTACT_PURPOSES = {
  ward: 'Ward',
  ed: 'Emergency department',
  assessment: "Children's assessment unit",
  switchboard: 'Switchboard',
  secretary: 'Secretary',
  community_nurses: "Community children's nurses",
  phu_nurses: 'PHU nurses',
  on_call_registrar: 'On-call haematology registrar',
} as const;
export type ContactPurpose = keyof typeof CONTACT_PURPOSES;

/** When a number is answered. In hours is 09:00 to 17:00 London time on working days. */
export const HOURS_BANDS = {
  any: 'At any hour',
  in_hours: 'Monday to Friday 09:00 to 17:00, not bank holidays',
  out_of_hours: 'Nights, weekends and bank holidays',
} as const;
export type HoursBand = keyof typeof HOURS_BANDS;

export interface RingContact {
  purpose: ContactPurpose;
  /** For a department: which kind of unit it is. */
  unitKind: UnitKind | null;
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  hours: HoursBand;
  verifiedOn: string | null;
  verifiedBy?: string | null;
  /** Calls in a row without an answer. */
  failedCalls?: number;
  /** The number that a waiting change would put in its place. */
  proposed?: string | null;
}

/** Somebody whom the rota names for this instant, with the number of the duty itself where one is stored. */
export interface RotaNames {
  /** Empty where no name may be shown: before sign-in. */
  name: string;
  duty: ToldAs;
  because: string;
  /** Empty: by the unit's line. */
  phone: string;
  bleep: string | null;
  verifiedOn: string | null;
}

export interface RingNowInput {
  at: Date;
  /** England-and-Wales dates `yyyy-mm-dd`. */
  bankHolidays: ReadonlySet<string>;
  /** Where in the hospital the child is; null when not told. */
  unitKind: UnitKind | null;
  hospitalName: string;
  /** False on a record with no running attendance: the hospital is then the usual one. */
  childIsThere: boolean;
  /** Of that hospital; none of a hospital that has closed. */
  contacts: readonly RingContact[];
  linkConsultant: { name: string; phone: string | null; verifiedOn: string | null } | null;
  /** The child is linked here, and the link has no consultant: their consultant has left, or none was named. */
  consultantMissing?: boolean;
  /** Our own: the nurses, the registrar, and the switchboard of our hospital, which connects when neither answers. */
  phuContacts: readonly RingContact[];
  /** Whom an alert of this instant would reach; empty or `everybody` when the rota is empty. */
  onDuty: readonly RotaNames[];
  /** For somebody at the hospital, who rings us before anybody of their own. */
  unitFirst?: boolean;
}

/**
 * Whom to ring at this hour, best first: the department where the child is, that hospital's switchboard, the link
 * consultant (direct in hours, by switchboard otherwise), then our own line. A number that failed twice comes last,
 * with its warning (H6). A number is never offered outside its hours (H7): when none is known for this hour, nothing is
 * offered, and the screen says so. Our own line names whom the rota has on duty, and follows the rota where it and
 * the clock differ: an empty slot in hours is the registrar's.
 */
export function ringNow(input: RingNowInput): RingLine[] {
  return staleLast(withTrust(withoutRepeats(linesNow(input)), londonDate(input.at)));
}

function linesNow(input: RingNowInput): RingLine[] {
  const inHours = isInRecordedHours(input.at, input.bankHolidays);
  const right = (contacts: readonly RingContact[]) =>
    bestFirst(contacts.filter((contact) => answers(contact, inHours)));
  const local = right(input.contacts);
  const ours = right(input.phuContacts);
  const switchboards = local.filter((contact) => contact.purpose === 'switchboard');

  const own = ownLines(input, ours, inHours);
  const lines = [
    ...(input.unitFirst ? own : []),
    ...local
      .filter((contact) => isDepartment(contact, input.unitKind))
      .map((contact) =>
        lineAt(
          input.hospitalName,
          contact,
          input.childIsThere ? 'Where the child is now' : 'Where the child would be seen',
        ),
      ),
    ...switchboards.map((contact) => lineAt(input.hospitalName, contact, 'Can connect to any team in this hospital')),
    ...linkConsultantLine(input, inHours, switchboards[0]),
    ...(input.consultantMissing ? leadContactLines(input.hospitalName, local) : []),
    ...(input.unitFirst ? [] : own),
  ];
  if (lines.length > 0) return lines;
  return [...local, ...ours].map((contact) => line(contact, 'No better number is recorded for this hour'));
}

function answers(contact: RingContact, inHours: boolean): boolean {
  return canBeRung(contact) && (contact.hours === 'any' || (contact.hours === 'in_hours') === inHours);
}

function canBeRung(contact: RingContact): boolean {
  return contact.phone.trim() !== '' || (contact.bleep ?? '').trim() !== '';
}

function isDepartment(contact: RingContact, unitKind: UnitKind | null): boolean {
  const isUnit = contact.purpose === 'ward' || contact.purpose === 'ed' || contact.purpose === 'assessment';
  return isUnit && unitKind !== null && (contact.unitKind ?? contact.purpose) === unitKind;
}

/** A number that failed twice comes last; one given for just these hours before one for all; then the one checked last (H6). */
function bestFirst(contacts: readonly RingContact[]): RingContact[] {
  const stale = ({ failedCalls }: RingContact): number => Number((failedCalls ?? 0) >= STALE_AFTER_FAILED_CALLS);
  return [...contacts].sort(
    (one, other) =>
      stale(one) - stale(other) ||
      Number(one.hours === 'any') - Number(other.hours === 'any') ||
      (other.verifiedOn ?? '').localeCompare(one.verifiedOn ?? ''),
  );
}

function linkConsultantLine(
  { linkConsultant }: RingNowInput,
  inHours: boolean,
  switchboard: RingContact | undefined,
): RingLine[] {
  if (!linkConsultant) return [];
  const phone = (linkConsultant.phone ?? '').trim();
  if (inHours && phone !== '') {
    return [
      {
        label: `${linkConsultant.name}, link consultant`,
        phone,
        extension: null,
        bleep: null,
        hours: HOURS_BANDS.in_hours,
        verifiedOn: linkConsultant.verifiedOn,
        because: 'In hours: link consultant direct',
      },
    ];
  }
  if (!switchboard) return [];
  const because = inHours ? 'No direct number: ask the switchboard' : 'Out of hours: link consultant by switchboard';
  return [{ ...line(switchboard, because), label: `${linkConsultant.name}, link consultant, by switchboard` }];
}

/** W7.4: where the link has no consultant, the children's ward is the hospital's lead contact. */
function leadContactLines(hospitalName: string, local: readonly RingContact[]): RingLine[] {
  return local
    .filter((contact) => contact.purpose === 'ward')
    .map((contact) => lineAt(hospitalName, contact, "No link consultant at present: the children's ward answers"));
}

/**
 * The person on duty by the rota; without one by the clock: nurses in hours, else the registrar, else whichever of the two
 * answers, else our switchboard.
 */
function ownLines(input: RingNowInput, ours: readonly RingContact[], inHours: boolean): RingLine[] {
  const named = linesOfRota(input, inHours);
  if (named.length > 0) return named;
  const of = (purpose: ContactPurpose) => ours.filter((contact) => contact.purpose === purpose);
  const [nurses, registrar] = [of('phu_nurses'), of('on_call_registrar')];
  const chosen = (inHours ? [nurses, registrar] : [registrar, nurses]).find((contacts) => contacts.length > 0);
  if (chosen)
    return chosen.map((contact) =>
      line(contact, `${inHours ? 'In hours' : 'Out of hours'}: ${CONTACT_PURPOSES[contact.purpose]}`),
    );
  return of('switchboard').map((contact) =>
    line(
      contact,
      'No number of ours is recorded for this hour: ask the switchboard for the haematology doctor on call',
    ),
  );
}

/** One line for each duty: the names, and the duty's own number or that of the nurses' line or the switchboard. */
function linesOfRota({ onDuty, phuContacts }: RingNowInput, inHours: boolean): RingLine[] {
  const duties = [...new Set(onDuty.map(({ duty }) => duty))].filter((duty): duty is Duty => duty !== 'everybody');
  return duties.flatMap((duty) => {
    const holders = onDuty.filter((one) => one.duty === duty);
    const { phone, bleep, verifiedOn, because } = holders[0]!;
    const contact = lineOfDuty(duty, phuContacts, inHours);
    const own = phone.trim() !== '' || (bleep ?? '').trim() !== '';
    if (!contact && !own) return [];
    const usual = duty === 'phu_nurse' || duty === 'on_call_registrar';
    const names = holders.map(({ name }) => name).filter((name) => name !== '');
    const label = [
      ...(names.length > 0 ? [names.join(', ')] : []),
      usual && contact ? contact.label : DUTIES[duty],
    ].join(': ');
    if (!contact || phone.trim() !== '') {
      return [{ label, phone: phone.trim(), extension: null, bleep, hours: HOURS_BANDS.any, verifiedOn, because }];
    }
    return [
      {
        ...line(contact, because),
        label,
        // The bleep of the line belongs to the duty whose line it is.
        bleep: bleep ?? (usual ? contact.bleep : null),
        ...(answers(contact, inHours) ? {} : { hours: 'Now: on duty by the rota' }),
      },
    ];
  });
}

/**
 * By which of our numbers a duty is reached: its line of this hour; else the switchboard; else, for doctors alone, their
 * line of other hours, because a switchboard connects to the person on call while the nurses' office is empty at night.
 */
function lineOfDuty(duty: Duty, phuContacts: readonly RingContact[], inHours: boolean): RingContact | undefined {
  const nurse = roleFor(duty) === 'haemostasis_nurse';
  const of = (purpose: ContactPurpose) =>
    bestFirst(phuContacts.filter((contact) => contact.purpose === purpose && canBeRung(contact)));
  const usual = of(nurse ? 'phu_nurses' : 'on_call_registrar');
  const now = usual.find((contact) => answers(contact, inHours));
  if (now || !nurse) return now ?? usual[0] ?? of('switchboard').find((contact) => answers(contact, inHours));
  return of('switchboard').find((contact) => answers(contact, inHours));
}

function lineAt(hospitalName: string, contact: RingContact, because: string): RingLine {
  const label = contact.label.includes(hospitalName) ? contact.label : `${contact.label}, ${hospitalName}`;
  return { ...line(contact, because), label };
}

function line(contact: RingContact, because: string): RingLine {
  const { label, phone, extension, bleep, hours, verifiedOn, verifiedBy, failedCalls, proposed } = contact;
  return {
    label,
    phone,
    extension,
    bleep,
    hours: HOURS_BANDS[hours],
    verifiedOn,
    because,
    verifiedBy,
    failedCalls,
    proposed: proposed && proposed !== phone ? proposed : undefined,
  };
}

/** Says of each number how far it can be trusted on the day it is offered (H6). */
function withTrust(lines: readonly RingLine[], today: string): RingLine[] {
  return lines.map((each) => {
    const facts = { verifiedOn: each.verifiedOn, failedCalls: each.failedCalls ?? 0 };
    return { ...each, health: contactHealth(facts, today), healthWords: contactHealthWords(facts, today) };
  });
}

/** A number without an answer twice is the last to try, whatever its owner; it keeps its warning. */
function staleLast(lines: readonly RingLine[]): RingLine[] {
  return [...lines.filter(({ health }) => health !== 'stale'), ...lines.filter(({ health }) => health === 'stale')];
}

/** One number under one name is said once, with its first and best reason. */
function withoutRepeats(lines: readonly RingLine[]): RingLine[] {
  const same = (one: RingLine, other: RingLine) =>
    one.label === other.label &&
    one.phone === other.phone &&
    one.extension === other.extension &&
    one.bleep === other.bleep;
  return lines.filter((each, place) => lines.findIndex((earlier) => same(earlier, each)) === place);
}
