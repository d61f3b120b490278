import type { RegistrationFacts } from '@shared-care/contracts/registration/shapes';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import type * as z from 'zod';
import type { ColumnMapping, Constants, ListField } from '@shared-care/domain/patient-list';
import type { TreatmentPurpose } from '@shared-care/domain/treatments';
import { readListDate } from './list-dates';
import {
  allergiesIn,
  centralLineIn,
  diagnosisIn,
  inhibitorIn,
  purposeIn,
  saysNothing,
  severityIn,
  sexIn,
} from './list-words';
import type { TableRow } from './patient-table';

/** What a row says of a child, before the database is asked who that is and which hospital is meant. */
export interface ListedChild {
  line: number;
  /** As registration takes them; the link is in `hospital` and `linkConsultant`, the product in `treatment`. */
  facts: Omit<z.input<typeof RegistrationFacts>, 'link' | 'treatment'>;
  /** ODS code or name, as written; null when the list does not say. */
  hospital: string | null;
  linkConsultant: string | null;
  treatment: ListedTreatment | null;
  /** Why the row cannot be brought in. Empty when it can, as far as the row itself goes. */
  problems: string[];
  /** What is left out or should be looked at, although the row can be brought in. */
  doubts: string[];
}

/** Of which product is not known yet. */
export interface ListedTreatment {
  name: string;
  purpose: TreatmentPurpose;
  regimen: string;
  startedOn: string | null;
}

/** Reads one row. No text makes it throw; what cannot be understood becomes a problem or a doubt, never a guess. */
export function readRow(row: TableRow, mapping: ColumnMapping, constants: Constants, today: string): ListedChild {
  const reader = new RowReader(row, mapping, constants, today);
  const facts = {
    ...reader.names(),
    ...reader.numbers(),
    birthDate: reader.birthDate(),
    sex: reader.coded('sex', sexIn, 'not_known'),
    ...reader.condition(),
    inhibitor: reader.inhibitor(),
    centralLine: reader.coded('centralLine', centralLineIn, 'none'),
    weight: reader.weight(),
    allergy: reader.allergy(),
  };
  const treatment = reader.treatment();
  const { problems, doubts } = reader;
  return {
    line: row.line,
    facts,
    hospital: reader.words('hospital'),
    linkConsultant: reader.words('linkConsultant'),
    treatment,
    problems,
    doubts,
  };
}

const NUMBER = /^\d{1,3}(?:[.,]\d{1,2})?$/;

class RowReader {
  readonly problems: string[] = [];
  readonly doubts: string[] = [];

  constructor(
    private readonly row: TableRow,
    private readonly mapping: ColumnMapping,
    private readonly constants: Constants,
    private readonly today: string,
  ) {}

  /** Empty when there is no such column, or nothing in it. */
  private cell(field: ListField): string {
    const column = this.mapping.indexOf(field);
    const text =
      column === -1
        ? ((this.constants as Partial<Record<ListField, string>>)[field] ?? '')
        : (this.row.cells[column] ?? '');
    return text.trim();
  }

  words(field: ListField): string | null {
    const text = this.cell(field);
    return saysNothing(text) ? null : text;
  }

  names(): { familyName: string; givenName: string; preferredName: string | null } {
    let [familyName, givenName] = [this.cell('familyName'), this.cell('givenName')];
    if (this.mapping.includes('fullName')) {
      const parts = this.cell('fullName').split(',');
      if (parts.length !== 2) this.problems.push('The name is not written as family name, comma, given name.');
      [familyName, givenName] = [parts[0]?.trim() ?? '', parts.length === 2 ? parts[1]!.trim() : ''];
    } else {
      if (familyName === '') this.problems.push('The family name is missing.');
      if (givenName === '') this.problems.push('The given name is missing.');
    }
    const preferredName = this.words('preferredName');
    for (const name of [familyName, givenName, preferredName ?? '']) this.checkName(name);
    return { familyName, givenName, preferredName: preferredName === givenName ? null : preferredName };
  }

  private checkName(name: string): void {
    if (name === '') return;
    if (/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(name) || /[=@<>{}|\\]|^[+-]/.test(name) || !/\p{L}/u.test(name))
      this.problems.push('A name holds signs that no name has.');
    else if (/\d/.test(name)) this.doubts.push('A name holds a digit. Check it.');
    if (name.length > 100)
      this.problems.push('A name is longer than 100 characters. Check that no column has shifted.');
  }

  birthDate(): string {
    const text = this.cell('birthDate');
    const date = text === '' ? null : this.date('birthDate', 'Birth date', this.problems);
    if (text === '') this.problems.push('The birth date is missing.');
    if (date !== null && Number(date.slice(0, 4)) + 21 < Number(this.today.slice(0, 4)))
      this.doubts.push('Born more than 21 years ago. Check the birth date.');
    return date ?? '';
  }

  private date(field: ListField, label: string, tell: string[]): string | null {
    const text = this.cell(field);
    if (saysNothing(text)) return null;
    const read = readListDate(text, this.today);
    if (!read.ok) tell.push(`${label} ${read.because}`);
    return read.ok ? read.date : null;
  }

  numbers(): Pick<ListedChild['facts'], 'nhsNumber' | 'nhsNumberStatus' | 'hospitalNumber' | 'phone'> {
    const written = this.words('nhsNumber');
    const check = written === null ? null : checkNhsNumber(written.replace(/\s+/gu, ' '));
    if (check?.ok === false) this.problems.push(`NHS number: ${check.because}`);
    else if (check?.warning) this.doubts.push(check.warning);
    const hospitalNumber = this.words('hospitalNumber');
    if ((hospitalNumber?.length ?? 0) > 20) this.problems.push('The hospital number is longer than 20 characters.');
    let phone = this.words('phone');
    if (phone !== null && (!/^[+\d][\d\s()+./-]{4,38}$/.test(phone) || phone.replace(/\D/g, '').length < 6)) {
      this.doubts.push('The telephone number is not one and is left out.');
      phone = null;
    }
    return {
      nhsNumber: check?.ok ? check.number : null,
      nhsNumberStatus: check?.ok && this.verified() ? 'verified' : 'not_verified',
      hospitalNumber,
      phone,
    };
  }

  /** 01 of the NHS Data Dictionary is "number present and verified". */
  private verified(): boolean {
    return /^(?:01|1|verified|yes|y|traced|number present and verified)$/i.test(this.cell('nhsNumberStatus'));
  }

  /** A code from a list; what is not on it is left as not known, and said. */
  coded<K extends string>(field: ListField, find: (text: string) => K | null, otherwise: K): K {
    const text = this.cell(field);
    if (text === '') return otherwise;
    const found = find(text);
    if (found === null && !saysNothing(text)) {
      // Wrong is worse than nothing: a line that somebody did name must not become "no line".
      const what = field === 'centralLine' ? 'central line' : field;
      this.problems.push(`“${short(text)}” is not known as a ${what}.`);
    }
    return found ?? otherwise;
  }

  condition(): Pick<ListedChild['facts'], 'diagnosis' | 'severity' | 'baselineLevel'> {
    const text = this.cell('diagnosis');
    const { diagnosis, severity } = diagnosisIn(text);
    if (saysNothing(text)) this.problems.push('The diagnosis is missing.');
    else if (diagnosis === null) this.problems.push(`“${short(text)}” is not a diagnosis that is known here.`);
    const graded = this.coded('severity', severityIn, 'not_graded');
    if (severity !== null && graded !== 'not_graded' && graded !== severity)
      this.problems.push('Diagnosis and severity say different severities.');
    return {
      diagnosis: diagnosis ?? 'other',
      severity: graded === 'not_graded' ? (severity ?? 'not_graded') : graded,
      baselineLevel: this.level(),
    };
  }

  private level(): string | null {
    const text = this.words('baselineLevel');
    if (text === null) return null;
    const plain = text.replace(/\s*(?:%|iu\/dl|u\/dl)$/i, '');
    if (NUMBER.test(plain)) return plain.replace(',', '.');
    this.doubts.push(`The baseline level “${short(text)}” is not a number in IU/dL and is left out.`);
    return null;
  }

  inhibitor(): NonNullable<ListedChild['facts']['inhibitor']> {
    const state = this.coded('inhibitor', inhibitorIn, 'not_tested');
    const on = this.date('inhibitorOn', 'Day of the inhibitor test', this.doubts);
    const written = this.words('titre');
    const titre = written?.replace(/\s*bu(?:\/ml)?$/i, '').replace(',', '.') ?? null;
    if (state === 'not_tested') {
      if (on !== null || titre !== null) this.doubts.push('An inhibitor test without its result is left out.');
      return { state };
    }
    const usable = titre !== null && /^\d{1,5}(?:\.\d{1,2})?$/.test(titre);
    if (titre !== null && !usable) this.doubts.push(`The titre “${short(titre)}” is not a number and is left out.`);
    return { state, on, titre: usable ? titre : null };
  }

  weight(): ListedChild['facts']['weight'] {
    const text = this.words('weightKg');
    if (text === null) return null;
    const kg = text.replace(/\s*kg$/i, '').replace(',', '.');
    const on = this.date('weighedOn', 'Day of weighing', this.doubts);
    if (!NUMBER.test(kg) || Number(kg) < 0.5 || Number(kg) > 250)
      this.doubts.push(`The weight “${short(text)}” is not one in kilograms and is left out.`);
    else if (on === null) this.doubts.push('A weight without the day of weighing is left out.');
    else return { kg, on };
    return null;
  }

  treatment(): ListedTreatment | null {
    const name = this.words('treatment');
    const said = this.cell('purpose');
    const regimen = this.words('regimen') ?? '';
    const startedOn = this.date('treatedSince', 'Day the treatment began', this.doubts);
    if (name === null || /^(?:none|no|no treatment|untreated)$/i.test(name)) {
      if (regimen !== '') this.doubts.push('A regimen without its product is left out.');
      return null;
    }
    const purpose = saysNothing(said) ? null : purposeIn(said);
    if (purpose === null) {
      // Wrong is worse than nothing: who bleeds on demand and who is kept from bleeding are treated differently.
      this.problems.push(
        saysNothing(said)
          ? 'The list does not say whether the treatment is prophylaxis or on demand.'
          : `“${short(said)}” is neither prophylaxis nor on demand.`,
      );
      return null;
    }
    if (name.length > 120) this.problems.push('The treatment is longer than 120 characters.');
    if (regimen.length > 120) this.problems.push('The regimen is longer than 120 characters.');
    return { name, purpose, regimen, startedOn };
  }

  allergy(): NonNullable<ListedChild['facts']['allergy']> {
    const text = this.cell('allergies');
    const read = allergiesIn(text);
    if (read === null) this.doubts.push(`Allergies “${short(text)}” say too little; they stay “not recorded”.`);
    if (text.length > 500) this.problems.push('The allergies are longer than 500 characters.');
    return read ?? { allergyState: 'not_recorded', allergies: null };
  }
}

function short(text: string): string {
  const safe = text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '\u{fffd}');
  return safe.length > 40 ? `${safe.slice(0, 40)}…` : safe;
}
