import type {
  AllergyState,
  CentralLine,
  Diagnosis,
  InhibitorState,
  Severity,
  Sex,
} from '@shared-care/domain/patient-facts';
import type { TreatmentPurpose } from '@shared-care/domain/treatments';

/** Coded facts as lists write them. Only whole, known spellings count: "haemophilia A carrier" is not haemophilia A. */
const DIAGNOSES: Readonly<Record<Diagnosis, string>> = {
  haemophilia_a:
    'haemophilia a|hemophilia a|haem a|ha|factor viii deficiency|factor 8 deficiency|fviii deficiency|f8 deficiency|classical haemophilia',
  haemophilia_b:
    'haemophilia b|hemophilia b|haem b|hb|factor ix deficiency|factor 9 deficiency|fix deficiency|f9 deficiency|christmas disease',
  von_willebrand:
    'von willebrand disease|von willebrand|von willebrands disease|von willebrands|vwd|von willebrand disease type 1|von willebrand disease type 2|von willebrand disease type 2a|von willebrand disease type 2b|von willebrand disease type 2m|von willebrand disease type 2n|von willebrand disease type 3|vwd type 1|vwd type 2|vwd type 2a|vwd type 2b|vwd type 2m|vwd type 2n|vwd type 3|type 1 vwd|type 2 vwd|type 2a vwd|type 2b vwd|type 2m vwd|type 2n vwd|type 3 vwd',
  factor_vii_deficiency: 'factor vii deficiency|factor 7 deficiency|fvii deficiency|f7 deficiency',
  factor_xi_deficiency: 'factor xi deficiency|factor 11 deficiency|fxi deficiency|f11 deficiency|haemophilia c',
  factor_xiii_deficiency: 'factor xiii deficiency|factor 13 deficiency|fxiii deficiency|f13 deficiency',
  platelet_disorder:
    'platelet function disorder|platelet disorder|platelet function defect|pfd|glanzmann thrombasthenia|glanzmanns thrombasthenia|glanzmann|glanzmanns|bernard soulier syndrome|bernard soulier|storage pool disorder|storage pool disease',
  other: 'other bleeding disorder|other',
};
const SEVERITIES: Readonly<Record<Severity, string>> = {
  severe: 'severe|sev|s',
  moderate: 'moderate|mod',
  mild: 'mild',
  not_graded: 'not graded|not applicable|na|ungraded|not known|unknown',
};
const SEXES: Readonly<Record<Sex, string>> = {
  female: 'female|f|girl|2|woman',
  male: 'male|m|boy|1|man',
  indeterminate: 'indeterminate|9|i|not specified',
  not_known: 'not known|unknown|u|0|not stated|n k|nk',
};
const INHIBITORS: Readonly<Record<InhibitorState, string>> = {
  present: 'present|yes|y|positive|pos|current|inhibitor|true|current inhibitor',
  past: 'past|previous|historical|history|inhibitor in the past|past inhibitor|previous inhibitor|tolerised|resolved',
  none: 'none|no|n|negative|neg|no inhibitor|never|false|nil',
  not_tested: 'not tested|inhibitor not tested|untested|not known|unknown|not done',
};
const LINES: Readonly<Record<CentralLine, string>> = {
  none: 'none|no|n|no central line|nil|peripheral|false',
  port: 'port|portacath|port a cath|tivad|implanted port',
  hickman: 'hickman|hickman line|broviac',
  picc: 'picc|picc line',
};
const PURPOSES: Readonly<Record<TreatmentPurpose, string>> = {
  prophylaxis:
    'prophylaxis|prophylactic|proph|prophy|p|yes|y|regular|regular prophylaxis|primary prophylaxis|secondary prophylaxis|true',
  on_demand:
    'on demand|ondemand|demand|od|no|n|as needed|when needed|prn|episodic|no prophylaxis|not on prophylaxis|false',
};
/** "No" alone may be an answer or a field left empty: it is not taken for "none known". */
const NO_ALLERGIES = new Set(
  'none known|nkda|nka|no known allergies|no known drug allergies|nil known|none|nil|no allergies|none recorded as known'.split(
    '|',
  ),
);
/** Where a list says that nothing is known. */
const NOTHING = new Set('na|n a|not known|unknown|tbc|not available|not recorded|none given|awaited|nk|nil'.split('|'));

export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function finder<K extends string>(spellings: Readonly<Record<K, string>>): (text: string) => K | null {
  const found = new Map(
    (Object.entries(spellings) as [K, string][]).flatMap(([key, words]) =>
      [...words.split('|'), folded(key)].map((word) => [word, key] as const),
    ),
  );
  return (text) => found.get(folded(text)) ?? null;
}

const plainDiagnosis = finder(DIAGNOSES);
export const purposeIn = finder(PURPOSES);
export const severityIn = finder(SEVERITIES);
export const sexIn = finder(SEXES);
export const inhibitorIn = finder(INHIBITORS);
export const centralLineIn = finder(LINES);

/** "Severe haemophilia A" and "Haemophilia A - severe" say two things. */
export function diagnosisIn(text: string): { diagnosis: Diagnosis | null; severity: Severity | null } {
  const whole = plainDiagnosis(text);
  if (whole !== null) return { diagnosis: whole, severity: null };
  const [, first, second] = /^(severe|moderate|mild) (.+)$/.exec(folded(text)) ?? [];
  const [, before, after] = /^(.+) (severe|moderate|mild)$/.exec(folded(text)) ?? [];
  const name = second ?? before;
  const severity = (first ?? after ?? null) as Severity | null;
  const diagnosis = name === undefined ? null : plainDiagnosis(name);
  return { diagnosis, severity: diagnosis === null ? null : severity };
}

export function allergiesIn(text: string): { allergyState: AllergyState; allergies: string | null } | null {
  if (text === '' || saysNothing(text)) {
    return NO_ALLERGIES.has(folded(text)) && text !== ''
      ? { allergyState: 'none_known', allergies: null }
      : { allergyState: 'not_recorded', allergies: null };
  }
  if (NO_ALLERGIES.has(folded(text))) return { allergyState: 'none_known', allergies: null };
  if (/^(?:no|n|yes|y|true|false)$/.test(folded(text))) return null;
  return { allergyState: 'known', allergies: text };
}

/** An empty cell, a dash, "n/a", "not known": the same as nothing. */
export function saysNothing(text: string): boolean {
  const plain = folded(text);
  return plain === '' || NOTHING.has(plain);
}
