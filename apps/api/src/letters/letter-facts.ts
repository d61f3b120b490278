import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';
import { unitsKept } from '@shared-care/domain/clinical-text';
import {
  PLAN_BANDS,
  PLAN_FIELD_NAMES,
  PLAN_FIELDS,
  type PlanBand,
  type PlanSections,
} from '@shared-care/domain/emergency-plan';
import type { LetterBlock, TemplateFacts } from '@shared-care/domain/letters';
import { longDate } from '@shared-care/domain/london-time';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  SEVERITIES,
  isStruckThrough,
} from '@shared-care/domain/patient-facts';
import type { UnitNumber } from '@shared-care/domain/where-and-whom';
import { careBeside, treatmentLines, treatmentWords } from '@shared-care/domain/treatments';

/** What an open access letter repeats of an arrangement in force. */
export interface ArrangementTerms {
  id: string;
  hospitalName: string;
  reasons: string;
  whereToGo: string;
  /** One sentence for each stretch of the week. */
  phoneFirst: string[];
  exclusions: string | null;
  reviewBy: string;
}

export function patientOnLetter(patient: PatientIdentity): { name: string; born: string; nhsNumber: string } {
  const digits = isStruckThrough(patient.nhsNumberStatus) ? null : patient.nhsNumber;
  return {
    name: `${patient.givenName} ${patient.familyName}`,
    born: `Born ${longDate(patient.birthDate)}`,
    // Spaces that do not break: the number is read as one.
    nhsNumber: digits === null ? 'Not known' : digits.replace(/^(...)(...)(....)$/, '$1\u00a0$2\u00a0$3'),
  };
}

/** What every print of this child says, whatever the letter is about (H12). */
export function flagsOf(risks: PatientRisks): string[] {
  return [
    ...(risks.inhibitor === 'present' ? ['Inhibitor: the usual factor does not work.'] : []),
    ...risks.treatments.map((one) => `${treatmentWords(one)}. ${treatmentLines(one).join(' ')}`),
    ...careBeside(risks.treatments),
    ...(risks.allergyState === 'known' ? [`Allergies: ${risks.allergies ?? ''}`] : []),
    ...(risks.centralLine === 'none' ? [] : [`Central line: ${CENTRAL_LINES[risks.centralLine]}`]),
  ];
}

/** What a template can put in. Only a plan that is in force today gives text; only an arrangement in force gives terms. */
export function factsFor(
  { patient, risks, plan, unitNumbers }: EmergencyCard,
  more: { terms: ArrangementTerms | null; hospitalName: string; unitName: string },
): TemplateFacts {
  const sections = plan?.standing === 'current' ? plan.sections : null;
  return {
    words: {
      child: `${patient.givenName} ${patient.familyName}`,
      diagnosis: `${DIAGNOSES[risks.diagnosis]}, ${SEVERITIES[risks.severity]}`,
      hospital: more.hospitalName,
      unit: more.unitName,
    },
    blocks: {
      plan: sections && [...listOf(sections.firstSteps, true), bandFacts(sections, 'red')],
      'do not': sections && listOf(sections.doNot, false),
      'open access': more.terms && termsOf(more.terms),
      numbers: unitNumbers.length > 0 ? [numbersBlock(unitNumbers)] : null,
    },
  };
}

/** The blocks of advice that is about no child: words stay out, the unit's numbers go in. */
export function adviceFacts(numbers: readonly UnitNumber[], unitName: string): TemplateFacts {
  return {
    words: { child: 'the child', diagnosis: 'a bleeding disorder', hospital: 'your hospital', unit: unitName },
    blocks: { plan: null, 'do not': null, 'open access': null, numbers: [numbersBlock(numbers)] },
  };
}

/** The whole card as blocks: three bands, each with its heading. */
export function cardBlocks(card: EmergencyCard): LetterBlock[] {
  const { sections, weightKg, changes } = card.plan!;
  const here = card.place;
  return [
    { type: 'heading', text: PLAN_BANDS.red },
    ...(card.weightWarning === null ? [] : [{ type: 'text' as const, text: card.weightWarning }]),
    ...changes.map((text): LetterBlock => ({ type: 'text', text: `Changed since: ${text}` })),
    ...listOf(sections!.firstSteps, true),
    { type: 'heading', text: 'Do not' },
    ...listOf(sections!.doNot, false),
    bandFacts(sections!, 'red'),
    numbersBlock(card.unitNumbers),
    // Run on, because the card is one page.
    {
      type: 'text',
      text: riskFacts(card.risks)
        .map(({ label, text }) => `${label}: ${text}.`)
        .join(' '),
    },
    {
      type: 'facts',
      facts: [
        { label: 'Written at', text: weightKg === null ? 'a weight not recorded' : unitsKept(`${weightKg} kg`) },
        {
          label: 'Open access',
          text:
            here === null
              ? 'No hospital recorded'
              : [`${here.hospital.name}: ${here.validityBecause}`, here.openAccess?.whereAllHours]
                  .filter(Boolean)
                  .join(' '),
        },
      ],
    },
    { type: 'heading', text: PLAN_BANDS.amber },
    bandFacts(sections!, 'amber'),
    { type: 'heading', text: PLAN_BANDS.green },
    bandFacts(sections!, 'green'),
  ];
}

/** The strip of the card, with what is not there said as well: a blank would be read as "none". */
function riskFacts(risks: PatientRisks): { label: string; text: string }[] {
  const baseline =
    risks.baselineLevel === null
      ? 'baseline not recorded'
      : `baseline ${risks.baselineLevel} international units per dL`;
  const on = risks.inhibitorOn === null ? '' : ` (${longDate(risks.inhibitorOn)})`;
  return [
    { label: 'Diagnosis', text: `${DIAGNOSES[risks.diagnosis]}, ${SEVERITIES[risks.severity]}, ${baseline}` },
    { label: 'Inhibitor', text: `${INHIBITOR_STATES[risks.inhibitor]}${on}` },
    { label: 'Treatment', text: risks.treatments.map(treatmentWords).join('; ') || 'Not recorded' },
    { label: 'Central line', text: CENTRAL_LINES[risks.centralLine] },
    {
      label: 'Allergies',
      text: risks.allergyState === 'known' ? (risks.allergies ?? 'Known') : ALLERGY_STATES[risks.allergyState],
    },
  ];
}

function bandFacts(sections: PlanSections, band: PlanBand): LetterBlock {
  const names = PLAN_FIELD_NAMES.filter(
    (name) => PLAN_FIELDS[name].band === band && name !== 'firstSteps' && name !== 'doNot' && sections[name] !== '',
  );
  return {
    type: 'facts',
    facts: names.map((name) => ({
      label: PLAN_FIELDS[name].label,
      text: unitsKept(sections[name].replaceAll(/\s*\n\s*/g, ' ')),
    })),
  };
}

function listOf(text: string, ordered: boolean): LetterBlock[] {
  const items = unitsKept(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return items.length === 0 ? [] : [{ type: 'list', ordered, items }];
}

function termsOf(terms: ArrangementTerms): LetterBlock[] {
  return [
    {
      type: 'facts',
      facts: [
        { label: 'Hospital', text: terms.hospitalName },
        { label: 'For', text: terms.reasons },
        { label: 'Where to go', text: terms.whereToGo },
        ...(terms.phoneFirst.length === 0 ? [] : [{ label: 'Phone first', text: terms.phoneFirst.join(' ') }]),
        ...(terms.exclusions === null ? [] : [{ label: 'Not for', text: terms.exclusions }]),
        { label: 'Review by', text: longDate(terms.reviewBy) },
      ],
    },
  ];
}

function numbersBlock(numbers: readonly UnitNumber[]): LetterBlock {
  return {
    type: 'numbers',
    numbers: numbers.map(({ phone, extension, bleep, label, hours }) => ({
      phone,
      words: [label, extension && `extension ${extension}`, bleep && `bleep ${bleep}`, hours]
        .filter(Boolean)
        .join(', '),
    })),
  };
}
