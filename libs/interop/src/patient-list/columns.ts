/** What a column of a list may hold, in the order in which screens offer it. */
export const LIST_FIELDS = {
  familyName: 'Family name',
  givenName: 'Given name',
  fullName: 'Family name, given name in one column',
  preferredName: 'Preferred name',
  birthDate: 'Birth date',
  sex: 'Sex',
  nhsNumber: 'NHS number',
  nhsNumberStatus: 'NHS number status',
  hospitalNumber: 'Hospital number',
  phone: 'Telephone of the family',
  diagnosis: 'Diagnosis',
  severity: 'Severity',
  baselineLevel: 'Baseline level (IU/dL)',
  inhibitor: 'Inhibitor',
  inhibitorOn: 'Day of the inhibitor test',
  titre: 'Inhibitor titre',
  centralLine: 'Central line',
  weightKg: 'Weight (kg)',
  weighedOn: 'Day of weighing',
  allergies: 'Allergies',
  hospital: 'Shared care hospital (ODS code or name)',
  linkConsultant: 'Link consultant',
} as const;
export type ListField = keyof typeof LIST_FIELDS;

/** For each heading what it holds; null when the column is not read. */
export type ColumnMapping = (ListField | null)[];

/** A value that holds for every row of a file whose list has no such column. */
export const CONSTANT_FIELDS = ['diagnosis', 'severity', 'hospital'] as const satisfies readonly ListField[];
export type ConstantField = (typeof CONSTANT_FIELDS)[number];
export type Constants = Partial<Record<ConstantField, string>>;

/** Headings as they are written in practice, without case, blanks, signs, and without "child", "patient" or "pupil". */
const SPELLINGS: Readonly<Record<ListField, string>> = {
  familyName: 'familyname lastname surname secondname familyormaidenname sname',
  givenName: 'givenname givennames firstname firstnames forename forenames christianname fname',
  fullName: 'name fullname namesurnamefirst',
  preferredName: 'preferredname preferredfirstname preferredgivenname knownas likestobecalled nickname',
  birthDate: 'birthdate dateofbirth dob dobirth born birthday',
  sex: 'sex gender sexatbirth mf',
  nhsNumber: 'nhsnumber nhsno nhs nhsnum nhsid nhsnumberifknown',
  nhsNumberStatus: 'nhsnumberstatus nhsnumberstatusindicator nhsnumberverified nhsnostatus traced',
  hospitalNumber:
    'hospitalnumber hospitalno hospno mrn medicalrecordnumber localnumber localid unitnumber hospitalid crn rnumber',
  phone:
    'phone telephone tel mobile mobileno mobilenumber phonenumber telephonenumber contactnumber homephone familyphone familytelephone',
  diagnosis: 'diagnosis condition disorder bleedingdisorder diagnosisname primarydiagnosis coagulationdefect',
  severity: 'severity severitygrade grade',
  baselineLevel:
    'baselinelevel factorlevel baselinefactorlevel baseline level levelpercent levelinpercent factorlevelpercent baselinelevelpercent baselineleveliudl leveliudl factorleveliudl factoractivity',
  inhibitor: 'inhibitor inhibitors inhibitorstatus currentinhibitor inhibitorpresent',
  inhibitorOn:
    'inhibitoron inhibitordate inhibitortestdate dateofinhibitortest dateofinhibitor inhibitortestedon lastinhibitortest dayoftheinhibitortest',
  titre: 'titre inhibitortitre bethesda bethesdaunits titrebu inhibitortitrebu inhibitorbu',
  centralLine: 'centralline line venousaccess access cvad portorline centralvenousaccess port',
  weightKg: 'weight weightkg wt wtkg kg weightinkg lastweight lastweightkg',
  weighedOn: 'weighedon weightdate dateweighed dateofweight weightmeasuredon weighton lastweighed dayofweighing',
  allergies: 'allergies allergy drugallergies allergystatus knownallergies',
  hospital:
    'hospital sharedcarehospital localhospital sitecode odscode hospitalcode hospitalodscode hospitalname sharedcaresite dgh localdgh sharedcarehospitalodscodeorname linkhospital',
  linkConsultant:
    'linkconsultant localconsultant sharedcareconsultant consultant localpaediatrician localpaediatricconsultant',
};

const FIELD_OF = new Map(
  (Object.entries(SPELLINGS) as [ListField, string][]).flatMap(([field, words]) =>
    words.split(' ').map((word) => [word, field] as const),
  ),
);
for (const [field, label] of Object.entries(LIST_FIELDS) as [ListField, string][]) FIELD_OF.set(folded(label), field);

/** Of whom a heading may speak without changing what it names. "Parent" or "GP" would change it. */
const OF_THE_CHILD = /^(?:childs?|patients?|pts?|pupils?)(?=.{3})/;

function folded(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('%', 'percent')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function fieldNamed(heading: string): ListField | null {
  const whole = folded(heading);
  return FIELD_OF.get(whole) ?? FIELD_OF.get(whole.replace(OF_THE_CHILD, '')) ?? null;
}

/** What each heading most likely holds. A field goes to the first column that names it; nothing is guessed from values. */
export function guessMapping(headings: readonly string[]): ColumnMapping {
  const taken = new Set<ListField>();
  const mapping = headings.map((heading) => {
    const field = fieldNamed(heading);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  // A column "Name" beside one of family names is the given name, or something else: a person says which.
  const inTwo = taken.has('familyName') || taken.has('givenName');
  return mapping.map((field) => (field === 'fullName' && inTwo ? null : field));
}

/** How many cells of a row are headings that we know. */
export function columnsNamed(cells: readonly string[]): number {
  return guessMapping(cells).filter((field) => field !== null).length;
}

/** The same headings in other case or with other blanks are the same list. */
export function headingsKey(headings: readonly string[]): string {
  return headings.map(folded).join('|');
}

/** What is wrong with a mapping before any row is read; empty when it can be used. */
export function mappingGaps(mapping: ColumnMapping, constants: Constants): string[] {
  const has = (field: ListField): boolean => mapping.includes(field);
  const gaps: string[] = [];
  const fields = mapping.filter((field) => field !== null);
  for (const field of new Set(fields.filter((one, index) => fields.indexOf(one) !== index)))
    gaps.push(`Two columns are “${LIST_FIELDS[field]}”. Choose one.`);
  if (has('fullName') && (has('familyName') || has('givenName')))
    gaps.push('Names come from one column or from two, not from both.');
  if (!has('fullName') && !has('familyName')) gaps.push('No column is the family name.');
  if (!has('fullName') && !has('givenName')) gaps.push('No column is the given name.');
  if (!has('birthDate')) gaps.push('No column is the birth date.');
  if (!has('diagnosis') && !constants.diagnosis)
    gaps.push('No column is the diagnosis. Choose one for every row, or add a column to the file.');
  for (const field of CONSTANT_FIELDS)
    if (has(field) && constants[field])
      gaps.push(`“${LIST_FIELDS[field]}” is a column and is set for every row. Keep one.`);
  return gaps;
}
