import type { AdminHome } from '@shared-care/contracts/admin-home/answers';
import type { BreakGlassReviews } from '@shared-care/contracts/break-glass/answers';
import type { VerificationRound } from '@shared-care/contracts/contacts/answers';
import type { PlanBoard } from '@shared-care/contracts/emergency-plans/answers';
import type { HomeTherapyList } from '@shared-care/contracts/home-therapy/answers';
import type { MergeBoard } from '@shared-care/contracts/merges/answers';
import type { CorrectionList } from '@shared-care/contracts/my-patients/answers';
import type { NavigationCount, NavigationCounts } from '@shared-care/contracts/navigation/answers';
import type { NoticeList } from '@shared-care/contracts/notices/answers';
import type { ArrangementsToAgree, BoardChildren } from '@shared-care/contracts/open-access/answers';
import type { ReminderList } from '@shared-care/contracts/reminders/answers';
import type { RequestList } from '@shared-care/contracts/requests/answers';
import type { SwapAsks } from '@shared-care/contracts/rota/answers';
import type { SettingsPage } from '@shared-care/contracts/settings/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await app.database.setClock(TUESDAY_11);
  await something();
});
afterAll(() => app.stop());

/** What the demo data has none of, so that no number is nought by chance. */
async function something(): Promise<void> {
  const child = (place: number): string =>
    `(SELECT id FROM patients WHERE merged_into_id IS NULL AND died_on IS NULL ORDER BY family_name, id OFFSET ${place} LIMIT 1)`;
  const user = (email: string): string => `(SELECT id FROM users WHERE email = '${email}')`;
  await app.sql(
    `INSERT INTO patient_merges (loser_id, survivor_id, because, proposed_by)
     VALUES (${child(0)}, ${child(1)}, 'Same child, typed twice', ${user(NURSE)})`,
  );
  await app.sql(
    `INSERT INTO patients (family_name, given_name, birth_date, nhs_number, nhs_number_status, diagnosis)
     VALUES ('Grown', 'Gwen', '2000-02-29', NULL, 'absent', 'other')`,
  );
  await app.sql(
    `INSERT INTO record_corrections (id, patient_id, part, words, suggested_by)
     VALUES (gen_random_uuid(), (SELECT patient_id FROM shared_care_links LIMIT 1), 'allergies', 'No penicillin', ${user(BERKSHIRE_CONSULTANT)})`,
  );
}

const body = async <T>(client: Client, path: string): Promise<T> => (await client.get<T>(`/api/${path}`)).body;
const counts = async (client: Client): Promise<NavigationCounts['counts']> =>
  (await body<NavigationCounts>(client, 'navigation/counts')).counts;

/** How many there are by the page itself. */
const LISTS: Readonly<Record<NavigationCount, (client: Client) => Promise<number>>> = {
  requests: async (client) => (await body<RequestList>(client, 'requests?view=to_do')).requests.length,
  plansToApprove: async (client) => (await body<PlanBoard>(client, 'emergency-plans?concern=to_approve')).total,
  openAccessOverdue: async (client) => (await body<BoardChildren>(client, 'open-access/children')).figures.overdue,
  toAgree: async (client) => (await body<ArrangementsToAgree>(client, 'open-access/to-agree')).arrangements.length,
  merges: async (client) => (await body<MergeBoard>(client, 'merges')).proposed.length,
  corrections: async (client) => (await body<CorrectionList>(client, 'record-corrections')).corrections.length,
  homeTherapy: async (client) =>
    (await body<HomeTherapyList>(client, 'home-therapy')).families.filter(({ concerns }) => concerns.length > 0).length,
  reminders: async (client) => (await body<ReminderList>(client, 'reminders')).all,
  emergencyAccess: async (client) =>
    (await body<BreakGlassReviews>(client, 'break-glass/reviews')).grants.filter(({ review }) => review === null)
      .length,
  notices: async (client) => (await body<NoticeList>(client, 'notices')).all,
  verification: async (client) => (await body<VerificationRound>(client, 'contacts/to-verify')).contacts.length,
  swaps: async (client) =>
    (await body<SwapAsks>(client, 'rota/swaps')).asks.filter(({ mayAnswer }) => mayAnswer).length,
  recoveries: async (client) => (await body<AdminHome>(client, 'admin-home')).recoveriesWaiting,
  settings: async (client) =>
    (await body<SettingsPage>(client, 'settings')).settings.filter(({ waiting }) => waiting !== null).length,
};

const UNIT: readonly NavigationCount[] = [
  'requests',
  'plansToApprove',
  'openAccessOverdue',
  'merges',
  'corrections',
  'homeTherapy',
  'reminders',
  'emergencyAccess',
  'notices',
  'swaps',
  'settings',
];

describe('numbers in the navigation', () => {
  it.each([
    ['nurse', NURSE, [...UNIT, 'verification']],
    ['doctor', DOCTOR, UNIT],
    ['link consultant', BERKSHIRE_CONSULTANT, ['toAgree']],
    ['admin', ADMIN, ['verification', 'recoveries', 'settings']],
  ])('of a %s are those of the lists behind them', async (_, who, names) => {
    const client = await app.signIn(who);
    // Before any list is opened: a look at a list must not be what makes its number right.
    const told = await counts(client);
    expect(Object.keys(told).sort()).toEqual([...names].sort());
    const listed: NavigationCounts['counts'] = {};
    for (const name of Object.keys(told) as NavigationCount[]) listed[name] = await LISTS[name](client);
    expect(told).toEqual(listed);
    expect(await counts(client)).toEqual(listed);
  });

  it('say nothing of what they stand for', async () => {
    const nurse = await app.signIn(NURSE);
    expect(Object.values(await counts(nurse)).filter((count) => count > 0).length).toBeGreaterThan(7);
    const answer = await nurse.get<NavigationCounts>('/api/navigation/counts');
    expect(Object.keys(answer.body)).toEqual(['counts', 'now']);
  });
});
