import { factSource, RegistrationFacts, type SimilarQuery } from '@shared-care/contracts/registration/shapes';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { CHOSEN_SOURCES } from '@shared-care/domain/fact-source';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import type {
  AllergyState,
  CentralLine,
  Diagnosis,
  InhibitorState,
  Severity,
  Sex,
} from '@shared-care/domain/patient-facts';
import type { TreatmentPurpose } from '@shared-care/domain/treatments';
import type { z } from 'zod';

/** The registration as it is typed: every field a text, empty until somebody says something. */
export interface RegistrationSheet {
  familyName: string;
  givenName: string;
  preferredName: string;
  birthDate: string;
  sex: Sex | '';
  nhsNumber: string;
  nhsNumberStatus: 'verified' | 'not_verified';
  hospitalNumber: string;
  diagnosis: Diagnosis | '';
  severity: Severity;
  baselineLevel: string;
  inhibitor: InhibitorState;
  inhibitorOn: string;
  inhibitorTitre: string;
  centralLine: CentralLine;
  weightKg: string;
  weighedOn: string;
  allergyState: AllergyState | '';
  allergies: string;
  treatmentId: string;
  purpose: TreatmentPurpose | '';
  regimen: string;
  treatedSince: string;
  hospitalId: string;
  linkConsultantId: string;
  phone: string;
  sourceKind: keyof typeof CHOSEN_SOURCES | '';
  sourceWords: string;
}
export type SheetField = keyof RegistrationSheet;

export const EMPTY_SHEET: RegistrationSheet = {
  familyName: '',
  givenName: '',
  preferredName: '',
  birthDate: '',
  sex: '',
  nhsNumber: '',
  nhsNumberStatus: 'not_verified',
  hospitalNumber: '',
  diagnosis: '',
  severity: 'not_graded',
  baselineLevel: '',
  inhibitor: 'not_tested',
  inhibitorOn: '',
  inhibitorTitre: '',
  centralLine: 'none',
  weightKg: '',
  weighedOn: '',
  allergyState: '',
  allergies: '',
  treatmentId: '',
  purpose: '',
  regimen: '',
  treatedSince: '',
  hospitalId: '',
  linkConsultantId: '',
  phone: '',
  sourceKind: '',
  sourceWords: '',
};

/** The steps in order, each with its fields in the order in which they stand. */
export const STEPS = [
  {
    label: 'Child',
    fields: [
      'familyName',
      'givenName',
      'preferredName',
      'birthDate',
      'sex',
      'nhsNumber',
      'nhsNumberStatus',
      'hospitalNumber',
    ],
  },
  {
    label: 'Condition',
    fields: [
      'diagnosis',
      'severity',
      'baselineLevel',
      'inhibitor',
      'inhibitorOn',
      'inhibitorTitre',
      'centralLine',
      'treatmentId',
      'purpose',
      'regimen',
      'treatedSince',
      'weightKg',
      'weighedOn',
      'allergyState',
      'allergies',
    ],
  },
  { label: 'Shared care', fields: ['hospitalId', 'linkConsultantId'] },
  { label: 'Family', fields: ['phone'] },
  { label: 'Check', fields: ['sourceKind', 'sourceWords'] },
] as const satisfies readonly { label: string; fields: readonly SheetField[] }[];

export function stepOf(field: string): number {
  return Math.max(
    0,
    STEPS.findIndex(({ fields }) => (fields as readonly string[]).includes(field)),
  );
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);

/** As the server takes it. A box left empty is nothing, never an invented value. */
export function factsOf(sheet: RegistrationSheet): z.input<typeof RegistrationFacts> {
  const tested = sheet.inhibitor !== 'not_tested';
  return {
    familyName: sheet.familyName,
    givenName: sheet.givenName,
    preferredName: orNull(sheet.preferredName),
    birthDate: sheet.birthDate,
    sex: sheet.sex as Sex,
    nhsNumber: orNull(sheet.nhsNumber),
    nhsNumberStatus: sheet.nhsNumberStatus,
    hospitalNumber: orNull(sheet.hospitalNumber),
    phone: orNull(sheet.phone),
    diagnosis: sheet.diagnosis as Diagnosis,
    severity: sheet.severity,
    baselineLevel: orNull(sheet.baselineLevel),
    inhibitor: {
      state: sheet.inhibitor,
      on: tested ? orNull(sheet.inhibitorOn) : null,
      titre: tested ? orNull(sheet.inhibitorTitre) : null,
    },
    centralLine: sheet.centralLine,
    weight: sheet.weightKg.trim() === '' && sheet.weighedOn === '' ? null : { kg: sheet.weightKg, on: sheet.weighedOn },
    allergy: {
      allergyState: sheet.allergyState as AllergyState,
      allergies: sheet.allergyState === 'known' ? orNull(sheet.allergies) : null,
    },
    treatment:
      sheet.treatmentId === ''
        ? null
        : {
            treatmentId: sheet.treatmentId,
            purpose: sheet.purpose as TreatmentPurpose,
            regimen: sheet.regimen,
            startedOn: orNull(sheet.treatedSince),
          },
    link:
      sheet.hospitalId === ''
        ? null
        : { hospitalId: sheet.hospitalId, linkConsultantId: orNull(sheet.linkConsultantId) },
  };
}

export function sourceOf(sheet: RegistrationSheet): z.input<typeof factSource> {
  return { kind: sheet.sourceKind as keyof typeof CHOSEN_SOURCES, words: orNull(sheet.sourceWords) };
}

const FIELD_OF: Readonly<Record<string, SheetField>> = {
  'inhibitor.state': 'inhibitor',
  'inhibitor.on': 'inhibitorOn',
  'inhibitor.titre': 'inhibitorTitre',
  'weight.kg': 'weightKg',
  'weight.on': 'weighedOn',
  'allergy.allergyState': 'allergyState',
  'allergy.allergies': 'allergies',
  'treatment.treatmentId': 'treatmentId',
  'treatment.purpose': 'purpose',
  'treatment.regimen': 'regimen',
  'treatment.startedOn': 'treatedSince',
  'link.hospitalId': 'hospitalId',
  'link.linkConsultantId': 'linkConsultantId',
  'source.kind': 'sourceKind',
  'source.words': 'sourceWords',
};

/** The box a problem belongs to, from its path in the request. */
export function fieldOf(path: string): string {
  const inFacts = path.replace(/^facts\./, '');
  return FIELD_OF[inFacts] ?? inFacts;
}

export interface SheetProblem {
  field: string;
  message: string;
}

/** What is wrong or missing, each box once. */
export function problemsOf(sheet: RegistrationSheet): SheetProblem[] {
  const facts = RegistrationFacts.safeParse(factsOf(sheet));
  const source = factSource.safeParse(sourceOf(sheet));
  const number = sheet.nhsNumber.trim() === '' ? null : checkNhsNumber(sheet.nhsNumber);
  const found: SheetProblem[] = [
    ...(facts.error?.issues ?? []).map(({ path, message }) => ({ field: fieldOf(path.join('.')), message })),
    ...(source.error?.issues ?? []).map(({ path, message }) => ({
      field: fieldOf(`source.${path.join('.')}`),
      message,
    })),
    ...(number?.ok === false ? [{ field: 'nhsNumber', message: number.because }] : []),
  ];
  return found.filter((problem, place) => found.findIndex(({ field }) => field === problem.field) === place);
}

export function similarQueryOf(sheet: RegistrationSheet): SimilarQuery {
  return {
    familyName: sheet.familyName,
    givenName: sheet.givenName,
    birthDate: orNull(sheet.birthDate),
    nhsNumber: sheet.nhsNumber,
    hospitalNumber: sheet.hospitalNumber,
  };
}

/** What was said on the telephone of an unmatched child. The name is one text; where it parts a person checks. */
export function sheetFromAlert(alert: AlertDetail): RegistrationSheet {
  const said = alert.unmatched;
  const name = (said?.name ?? '').trim();
  const [before, after] = name.includes(',')
    ? name.split(/,(.*)/s)
    : [name.split(' ').at(-1), name.split(' ').slice(0, -1).join(' ')];
  return {
    ...EMPTY_SHEET,
    familyName: (before ?? '').trim(),
    givenName: (after ?? '').trim(),
    birthDate: said?.birthDate ?? '',
    phone: said?.phone ?? alert.callBack ?? '',
    sourceKind: 'telephone',
    sourceWords: `Alert ${alert.reference}`,
  };
}
