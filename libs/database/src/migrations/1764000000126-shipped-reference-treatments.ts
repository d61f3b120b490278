import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a unit starts from (decision 0036): drugs by name and class, with cautious reference words of published knowledge.
 * The words show nowhere until somebody of the unit has taken them up and a doctor has approved them. No amounts.
 */
export class ShippedReferenceTreatments1764000000126 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `WITH shipped AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (code text, name text, class text, red boolean, months int,
           words text, tests text, care text, care_with text[])),
       made AS (INSERT INTO treatments (code) SELECT code FROM shipped RETURNING id, code)
       INSERT INTO treatment_versions (treatment_id, version_number, state, name, class, red_when_bleeding, months_after,
                                       emergency_words, tests, care_beside, care_with)
       SELECT m.id, 1, 'reference', s.name, s.class, s.red, s.months, s.words, s.tests, s.care, s.care_with
       FROM shipped s JOIN made m USING (code)`,
      [JSON.stringify(REFERENCE)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_versions DISABLE TRIGGER treatment_versions_guarded;
      ALTER TABLE patient_treatments NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE patient_treatment_events NO FORCE ROW LEVEL SECURITY;
      DELETE FROM patient_treatment_events;
      DELETE FROM patient_treatments;
      DELETE FROM treatment_versions;
      DELETE FROM treatments;
      ALTER TABLE treatment_versions ENABLE TRIGGER treatment_versions_guarded;
    `);
  }
}

const FACTOR_WORDS = 'It replaces the missing factor. Treat a suspected bleed before scans and results.';
const LEVELS_BY_METHOD = 'The measured level depends on the method. Ask the laboratory which one it uses.';
const BYPASSING = ['apcc', 'rfviia'];
const REBALANCING_WORDS =
  'It prevents bleeds and does not treat them. A bleed needs treatment. Less of other products may be needed: ask the unit which and how much before giving any.';
const REBALANCING_CARE = 'Factor concentrates and bypassing agents: clots are possible. Only as the unit says.';
const FACTORS = ['factor_viii_shl', 'factor_viii_ehl', 'factor_viii_sustained', 'factor_ix_shl', 'factor_ix_ehl'];

const REFERENCE = [
  {
    code: 'factor_viii_shl',
    name: 'Factor VIII, standard half-life',
    class: 'factor_viii_shl',
    red: false,
    months: 0,
    words: FACTOR_WORDS,
    tests: '',
    care: '',
    care_with: [],
  },
  {
    code: 'factor_viii_ehl',
    name: 'Factor VIII, extended half-life',
    class: 'factor_viii_ehl',
    red: false,
    months: 0,
    words: FACTOR_WORDS,
    tests: LEVELS_BY_METHOD,
    care: '',
    care_with: [],
  },
  {
    code: 'efanesoctocog_alfa',
    name: 'Efanesoctocog alfa',
    class: 'factor_viii_sustained',
    red: false,
    months: 0,
    words: `${FACTOR_WORDS} The level can still be high days after the last dose.`,
    tests: `Factor VIII. ${LEVELS_BY_METHOD} Chromogenic tests read too high.`,
    care: '',
    care_with: [],
  },
  {
    code: 'factor_ix_shl',
    name: 'Factor IX, standard half-life',
    class: 'factor_ix_shl',
    red: false,
    months: 0,
    words: `${FACTOR_WORDS} Watch for a reaction in a child who is new to it.`,
    tests: '',
    care: '',
    care_with: [],
  },
  {
    code: 'factor_ix_ehl',
    name: 'Factor IX, extended half-life',
    class: 'factor_ix_ehl',
    red: false,
    months: 0,
    words: `${FACTOR_WORDS} Watch for a reaction in a child who is new to it.`,
    tests: LEVELS_BY_METHOD,
    care: '',
    care_with: [],
  },
  {
    code: 'vwf_concentrate',
    name: 'Von Willebrand factor concentrate',
    class: 'von_willebrand_factor',
    red: false,
    months: 0,
    words: 'It replaces von Willebrand factor. Treat a suspected bleed before scans and results.',
    tests: 'Factor VIII rises too, with some products only after hours.',
    care: '',
    care_with: [],
  },
  {
    code: 'other_factor',
    name: 'Another factor concentrate',
    class: 'other_factor',
    red: false,
    months: 0,
    words: FACTOR_WORDS,
    tests: '',
    care: '',
    care_with: [],
  },
  {
    code: 'rfviia',
    name: 'rFVIIa',
    class: 'rfviia',
    red: true,
    months: 0,
    words: 'A bypassing agent: the usual factor may not work in this child. Do not wait for results; ring the unit.',
    tests: 'The prothrombin time becomes short and measured factor VII high. Neither shows whether it works.',
    care: 'aPCC: clots are possible when both are given. Only as the unit says.',
    care_with: ['apcc'],
  },
  {
    code: 'apcc',
    name: 'aPCC',
    class: 'apcc',
    red: true,
    months: 0,
    words: 'A bypassing agent: the usual factor may not work in this child. Do not wait for results; ring the unit.',
    tests: 'Clotting tests do not show whether it works.',
    care: 'Emicizumab, rFVIIa and tranexamic acid: clots are possible. Only as the unit says.',
    care_with: ['factor_viii_mimetic', 'rfviia', 'antifibrinolytic'],
  },
  {
    code: 'emicizumab',
    name: 'Emicizumab',
    class: 'factor_viii_mimetic',
    red: true,
    months: 6,
    words:
      'It prevents bleeds and does not treat them: a bleed still needs factor or rFVIIa, as the plan says. It works for about 6 months after the last dose.',
    tests:
      'aPTT looks normal whatever the risk, and tests built on it (one-stage factor VIII, Bethesda) are wrong. A chromogenic test with bovine reagents is needed.',
    care: 'aPCC (FEIBA): clots and damage to small vessels. Avoid it unless the unit says so.',
    care_with: ['apcc'],
  },
  {
    code: 'marstacimab',
    name: 'Marstacimab',
    class: 'rebalancing',
    red: true,
    months: 2,
    words: REBALANCING_WORDS,
    tests: 'aPTT and prothrombin time do not show its effect.',
    care: REBALANCING_CARE,
    care_with: [...BYPASSING, ...FACTORS],
  },
  {
    code: 'concizumab',
    name: 'Concizumab',
    class: 'rebalancing',
    red: true,
    months: 2,
    words: REBALANCING_WORDS,
    tests: 'aPTT and prothrombin time do not show its effect.',
    care: REBALANCING_CARE,
    care_with: [...BYPASSING, ...FACTORS],
  },
  {
    code: 'fitusiran',
    name: 'Fitusiran',
    class: 'rebalancing',
    red: true,
    months: 6,
    words: REBALANCING_WORDS,
    tests: 'Antithrombin is low because of it. aPTT and prothrombin time do not show its effect.',
    care: REBALANCING_CARE,
    care_with: [...BYPASSING, ...FACTORS],
  },
  {
    code: 'desmopressin',
    name: 'Desmopressin',
    class: 'desmopressin',
    red: false,
    months: 0,
    words: 'Only with a documented response, and not in a very young child. Limit fluids afterwards: sodium can fall.',
    tests: 'Factor VIII and von Willebrand factor are raised for hours. Check sodium.',
    care: '',
    care_with: [],
  },
  {
    code: 'tranexamic_acid',
    name: 'Tranexamic acid',
    class: 'antifibrinolytic',
    red: false,
    months: 0,
    words: 'Helps with bleeds of mouth, nose and skin. Not with blood in the urine. It does not replace factor.',
    tests: '',
    care: 'aPCC: only as the unit says.',
    care_with: ['apcc'],
  },
];
