import { LIST_FIELDS, type ColumnMapping, type ListField } from '@shared-care/domain/patient-list';

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
  treatment:
    'treatment product factorproduct currenttreatment currentproduct medication drug concentrate factorconcentrate treatmentproduct brand',
  purpose: 'purpose prophylaxis prophylaxisorondemand prophylaxisondemand treatmenttype treatmentmode ondemand mode',
  regimen: 'regimen regime dosingregimen schedule frequency howoften',
  treatedSince:
    'treatedsince treatmentstarted treatmentstart startedon startdate dateoftreatmentstart onproductsince treatmentsince',
  hospital:
    'hospital sharedcarehospital localhospital sitecode odscode hospitalcode hospitalodscode hospitalname sharedcaresite localsite dgh localdgh sharedcarehospitalodscodeorname linkhospital',
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
