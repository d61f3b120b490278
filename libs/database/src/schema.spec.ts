import { ALERT_OUTCOMES, ALERT_STATES, AWAITED } from '@shared-care/domain/alert-states';
import { TIERS } from '@shared-care/domain/alert-tier';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  SOURCE_KINDS,
  TOLD_BY,
  UNIT_KINDS,
} from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { CONSENTS, CORRECTIONS } from '@shared-care/domain/corrections';
import { TICKED_ITEMS } from '@shared-care/domain/close-checklist';
import { DELIVERY_CHANNELS, DELIVERY_STATES } from '@shared-care/domain/delivery';
import { EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { CHECK_OUTCOMES, CHECK_SOURCES } from '@shared-care/domain/contact-health';
import {
  CAPABILITY_KINDS,
  CLOSURE_STATES,
  CLOSURE_SUBJECTS,
  CONTACT_CHANGE_KINDS,
  CONTACT_CHANGE_STATES,
} from '@shared-care/domain/hospital-profile';
import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import {
  FAMILY_CHANGES,
  FAMILY_PARTS,
  GIVEN_AT,
  GIVERS,
  INTERPRETER,
  LIVES_WITH,
  ORGANISATION_KINDS,
  PARENTAL_RESPONSIBILITY,
  PLACE_ROLES,
  RELATIONSHIPS,
  RING_AT_NIGHT,
} from '@shared-care/domain/family';
import { TREATMENT_SOURCES } from '@shared-care/domain/fact-source';
import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  LETTER_STATES,
  TEMPLATE_KINDS,
  TEMPLATE_STATES,
} from '@shared-care/domain/letters';
import { LIAISON_DIRECTIONS, LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import { OPEN_ACCESS_STATES, OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { OPEN_ACCESS_EVENTS } from '@shared-care/domain/open-access-states';
import { MESSAGES_CHOICES } from '@shared-care/domain/may-contact';
import { NOTICE_KINDS } from '@shared-care/domain/notices';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  NHS_NUMBER_STATUSES,
  SEVERITIES,
  SEXES,
  SHARED_CARE_ROLES,
} from '@shared-care/domain/patient-facts';
import { BREAK_GLASS_OUTCOMES, BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { IMPORT_OUTCOMES, PATIENT_IMPORT_STATES } from '@shared-care/domain/patient-list';
import { MERGE_STATES } from '@shared-care/domain/patient-merge';
import { DUTIES, ROTA_CHANGE_KINDS } from '@shared-care/domain/rota';
import { ROLES } from '@shared-care/domain/roles';
import {
  PARTICIPATION_ANSWERS,
  SURVEY_MESSAGE_KINDS,
  SURVEY_MESSAGE_STATES,
  SURVEY_TOPICS,
  WHY_LEFT_OUT,
} from '@shared-care/domain/surveys';
import {
  TREATMENT_CLASSES,
  TREATMENT_EVENTS,
  TREATMENT_PURPOSES,
  TREATMENT_VERSION_STATES,
} from '@shared-care/domain/treatments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

describe('the schema and the code say the same', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    ['users', 'role', ROLES],
    ['hospital_contacts', 'purpose', CONTACT_PURPOSES],
    ['hospital_contacts', 'hours', HOURS_BANDS],
    ['contact_checks', 'outcome', CHECK_OUTCOMES],
    ['contact_checks', 'source', CHECK_SOURCES],
    ['contact_changes', 'kind', CONTACT_CHANGE_KINDS],
    ['contact_changes', 'state', CONTACT_CHANGE_STATES],
    ['hospital_capabilities', 'kind', CAPABILITY_KINDS],
    ['closure_reviews', 'state', CLOSURE_STATES],
    ['closure_reviews', 'subject', CLOSURE_SUBJECTS],
    ['hospital_units', 'kind', UNIT_KINDS],
    ['patient_merges', 'state', MERGE_STATES],
    ['patient_imports', 'state', PATIENT_IMPORT_STATES],
    ['patient_import_rows', 'outcome', IMPORT_OUTCOMES],
    ['patients', 'sex', SEXES],
    ['contact_details', 'messages', MESSAGES_CHOICES],
    ['family_people', 'relationship', RELATIONSHIPS],
    ['family_people', 'parental_responsibility', PARENTAL_RESPONSIBILITY],
    ['family_people', 'lives_with', LIVES_WITH],
    ['family_people', 'interpreter', INTERPRETER],
    ['family_people', 'ring_at_night', RING_AT_NIGHT],
    ['family_communication', 'interpreter', INTERPRETER],
    ['organisations', 'kind', ORGANISATION_KINDS],
    ['patient_places', 'role', PLACE_ROLES],
    ['treatment_givers', 'giver', GIVERS],
    ['treatment_givers', 'given_at', GIVEN_AT],
    ['family_changes', 'part', FAMILY_PARTS],
    ['family_changes', 'kind', FAMILY_CHANGES],
    ['notices', 'kind', NOTICE_KINDS],
    ['patients', 'nhs_number_status', NHS_NUMBER_STATUSES],
    ['patients', 'diagnosis', DIAGNOSES],
    ['patients', 'severity', SEVERITIES],
    ['patients', 'inhibitor', INHIBITOR_STATES],
    ['patients', 'central_line', CENTRAL_LINES],
    ['patients', 'allergy_state', ALLERGY_STATES],
    ['shared_care_links', 'role', SHARED_CARE_ROLES],
    ['open_access_arrangements', 'state', OPEN_ACCESS_STATES],
    ['treatment_versions', 'state', TREATMENT_VERSION_STATES],
    ['treatment_versions', 'class', TREATMENT_CLASSES],
    ['patient_treatments', 'purpose', TREATMENT_PURPOSES],
    ['patient_treatments', 'source', TREATMENT_SOURCES],
    ['patient_treatment_events', 'kind', TREATMENT_EVENTS],
    ['emergency_plans', 'state', EMERGENCY_PLAN_STATES],
    ['emergency_plans', 'inhibitor', INHIBITOR_STATES],
    ['emergency_plans', 'central_line', CENTRAL_LINES],
    ['open_access_events', 'kind', OPEN_ACCESS_EVENTS],
    ['letters', 'kind', LETTER_KINDS],
    ['letters', 'recipient', LETTER_RECIPIENTS],
    ['letters', 'state', LETTER_STATES],
    ['letter_batches', 'kind', LETTER_KINDS],
    ['letter_batches', 'recipient', LETTER_RECIPIENTS],
    ['letter_templates', 'kind', TEMPLATE_KINDS],
    ['letter_templates', 'state', TEMPLATE_STATES],
    ['attendances', 'state', ATTENDANCE_STATES],
    ['attendances', 'reason', ATTENDANCE_REASONS],
    ['attendances', 'bleed_site', BLEED_SITES],
    ['attendances', 'unit_kind', UNIT_KINDS],
    ['attendances', 'told_by', TOLD_BY],
    ['attendances', 'open_access', OPEN_ACCESS_VALIDITIES],
    ['attendance_sources', 'kind', SOURCE_KINDS],
    ['alerts', 'state', ALERT_STATES],
    ['alerts', 'tier', TIERS],
    ['alerts', 'outcome', ALERT_OUTCOMES],
    ['alerts', 'awaiting_what', AWAITED],
    ['alert_deliveries', 'channel', DELIVERY_CHANNELS],
    ['alert_deliveries', 'state', DELIVERY_STATES],
    ['checklist_answers', 'item', Object.fromEntries(TICKED_ITEMS.map((item) => [item, item]))],
    ['rota_pattern_lines', 'duty', DUTIES],
    ['rota_changes', 'kind', ROTA_CHANGE_KINDS],
    ['rota_changes', 'duty', DUTIES],
    ['duty_numbers', 'duty', DUTIES],
    ['alert_corrections', 'kind', CORRECTIONS],
    ['alert_corrections', 'needs', CONSENTS],
    ['alert_corrections', 'to_tier', TIERS],
    ['break_glass_grants', 'reason', BREAK_GLASS_REASONS],
    ['break_glass_grants', 'review_outcome', BREAK_GLASS_OUTCOMES],
    ['break_glass_misses', 'reason', BREAK_GLASS_REASONS],
    ['surveys', 'topic', SURVEY_TOPICS],
    ['survey_messages', 'kind', SURVEY_MESSAGE_KINDS],
    ['survey_messages', 'state', SURVEY_MESSAGE_STATES],
    ['survey_messages', 'because', WHY_LEFT_OUT],
    ['participation', 'interest', PARTICIPATION_ANSWERS],
    ['liaison_entries', 'direction', LIAISON_DIRECTIONS],
    ['liaison_entries', 'with_role', LIAISON_ROLES],
    ['liaison_entries', 'result', LIAISON_RESULTS],
  ])('%s.%s allows exactly the listed words', async (table, column, list) => {
    const [check] = await database.owner.query<{ allowed: string[] }[]>(
      `SELECT ARRAY(SELECT m[1] FROM regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') AS m) AS allowed
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ALL (c.conkey)
       WHERE c.conrelid = $1::regclass AND a.attname = $2 AND c.contype = 'c' AND pg_get_constraintdef(c.oid) LIKE '%ANY%'`,
      [table, column],
    );
    expect(new Set(check?.allowed)).toEqual(new Set(Object.keys(list)));
  });

  it('every table that points at a child is under forced row-level policies', async () => {
    const unprotected = await database.owner.query<{ relname: string }[]>(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         AND NOT (relrowsecurity AND relforcerowsecurity)
         AND (relname = 'patients' OR EXISTS (
           SELECT 1 FROM pg_constraint f WHERE f.conrelid = pg_class.oid AND f.contype = 'f'
             AND f.confrelid IN ('patients'::regclass, 'attendances'::regclass, 'alerts'::regclass)))`,
    );
    expect(unprotected).toEqual([]);
  });

  it('a merge of two records reaches every table that points at a child, and a checklist takes its answers along', async () => {
    const columns = await database.owner.query<{ place: string; follows: boolean; keys: string | null }[]>(
      'SELECT place::text, follows, keys FROM sec.patient_columns()',
    );
    expect(columns.length).toBeGreaterThan(25);
    expect(columns.filter(({ keys }) => keys === null)).toEqual([]);
    const following = await database.owner.query<{ conrelid: string }[]>(
      `SELECT DISTINCT f.conrelid::regclass::text AS conrelid FROM pg_constraint f
       JOIN sec.patient_columns() AS p ON p.place = f.conrelid AND p.follows
       JOIN pg_attribute a ON a.attrelid = p.place AND a.attname = p.bears AND a.attnum = ANY (f.conkey)
       WHERE f.contype = 'f' AND f.confupdtype <> 'c' AND f.confrelid <> 'patients'::regclass`,
    );
    expect(following).toEqual([]);
  });

  it('a column that names a child without a foreign key is one that must not change with a merge', async () => {
    const found = await database.owner.query<{ name: string }[]>(
      `SELECT format('%s.%s', c.relname, a.attname) AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'sec'::regnamespace) AND NOT a.attisdropped
         AND a.attname LIKE '%patient%' AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype)
         AND NOT EXISTS (SELECT FROM sec.patient_columns() p WHERE p.place = c.oid AND p.bears = a.attname) ORDER BY 1`,
    );
    // Who looked at which record stays what it was: the log is only ever added to.
    expect(found.map(({ name }) => name)).toEqual(['audit_entries.patient_id', 'audit_entries.patient_ids']);
  });
});
