import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { beginUnit } from '../begin-unit';
import { Hospital, LinkConsultant, Trust } from '../entities/hospital';
import { Patient, SharedCareLink } from '../entities/patient';
import { User } from '../entities/user';
import hospitals from '../reference/thames-valley-hospitals.json';
import { DEMO_ACCOUNTS } from './demo-accounts';
import { DEMO_CHILDREN, type DemoChild } from './demo-people';
import { demoContactDetails } from './demo-contact-details';
import { demoFamily, demoOrganisations, demoPlaces } from './demo-family';
import { demoAttendances } from './demo-attendances';
import { demoContacts, demoHospitals } from './demo-hospitals';
import { demoLinks, LAST_DAYS } from './demo-links';
import { demoRota } from './demo-rota';
import { demoEmergencyPlans } from './demo-emergency-plans';
import { demoHomeTherapy } from './demo-home-therapy';
import { demoNotices } from './demo-notices';
import { demoPictures } from './demo-pictures';
import { demoTreatments, demoTreatmentWords } from './demo-treatments';
import { demoTransition } from './demo-transition';
import { demoRequests } from './demo-requests';
import { demoSettings } from './demo-settings';
import { demoSurveys } from './demo-surveys';
import { demoDuplicates } from './demo-duplicates';
import { demoChangedHands } from './demo-changed-hands';
import { demoArrangement, demoArrangementsToReview } from './demo-open-access';
import { demoLetterTemplates } from './demo-letter-templates';
import { demoReplies } from './demo-replies';
import { demoNhsNumbers } from './nhs-numbers';
import { loadVolume } from './volume';
import { loadVolumeHospitals } from './volume-hospitals';

const DAY = 86_400_000;
/** A neighbour of the usual hospital where some of its children also go. */
const SECOND_HOSPITALS: Readonly<Record<string, string>> = { RXQ02: 'RXQ50', RTH05: 'RNS01', RDU50: 'RDU01' };

/** What the demo's unit says of itself. Its own hospital comes with the hospitals. */
const DEMO_UNIT = {
  name: 'Riverside PHU',
  sender: { name: 'Shared Care', address: 'shared-care@example.org' },
  address: { lines: "Children's Outpatients, Level 1\nRiverside Way\nExampleton", postcode: 'ZZ1 1ZZ' },
};

/**
 * Fills an empty database with fiction: real hospitals by name and code, invented people and numbers.
 *
 * @returns false when the database was filled before: it is left as it is
 */
export async function loadDemo(
  owner: DataSource,
  options: { passwordHash: string; size: 'small' | 'large' },
): Promise<boolean> {
  const [{ filled }] = await owner.query<[{ filled: boolean }]>('SELECT EXISTS (SELECT 1 FROM users) AS filled');
  // Also for a demo that was loaded before the unit had a row of its own.
  await owner.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE shared_care_feeds');
    await beginUnit(tx, DEMO_UNIT);
  });
  if (filled) return false;
  await owner.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE shared_care_feeds');
    const [{ now }] = await tx.query<[{ now: Date }]>('SELECT sec.now() AS now');
    const sites = await loadHospitals(tx);
    // Who brings data in makes no account.
    await tx.query('RESET ROLE');
    const users = await loadUsers(tx, sites, options.passwordHash);
    await tx.query('SET LOCAL ROLE shared_care_feeds');
    await tx.query(
      `INSERT INTO mail_tests (sender_address, sent_to, code, sent_at, arrived_at)
       VALUES ($1, $2, '314159', $3::timestamptz - interval '20 days', $3::timestamptz - interval '20 days')`,
      [DEMO_UNIT.sender.address, users.get('admin@example.org'), now],
    );
    const consultants = await loadLinkConsultants(tx, sites, users, now);
    const patients = await loadPatients(tx, sites, consultants, users, now);
    await demoLinks(tx, { sites, users, consultants, patients, now });
    await demoHospitals(tx, { sites, users, now });
    await demoRota(tx, { users, now });
    await demoEmergencyPlans(tx, { users, patients, now });
    await demoArrangementsToReview(tx, { sites, consultants, users, now });
    await demoLetterTemplates(tx, users);
    await demoTreatmentWords(tx, users);
    await demoSettings(tx, users);
    await demoAttendances(tx, { sites, users, patients, now });
    await demoRequests(tx, { users, patients, now });
    await demoReplies(tx, users);
    await demoHomeTherapy(tx, patients);
    await demoPictures(tx, { users, patients, now });
    await demoSurveys(tx, { users, patients, now });
    await demoNotices(tx, { patients, users, now });
    await demoTransition(tx, { sites, users, consultants, patients, now });
    await demoDuplicates(tx, { sites, consultants, now });
    await demoChangedHands(tx, { sites, users, patients, now });
  });
  if (options.size === 'large') {
    await loadVolumeHospitals(owner, { hospitals: 60, consultants: 200 });
    await loadVolume(owner, { patients: 5_000, attendances: 50_000 });
  }
  return true;
}

/** A date as many days from now as given, `yyyy-mm-dd`. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
}

async function loadHospitals(tx: EntityManager): Promise<Map<string, string>> {
  const trusts = new Map(hospitals.map((site) => [site.trustCode, site]));
  // Files of the Organisation Data Service may have been imported before: what they brought is kept.
  await tx
    .createQueryBuilder()
    .insert()
    .into(Trust)
    .values(
      [...trusts.values()].map((site) => ({
        odsCode: site.trustCode,
        name: site.trustName,
        publishedName: site.publishedTrustName,
        address: '',
        successorCodes: [],
      })),
    )
    .orIgnore()
    .execute();
  const sites = new Map<string, string>();
  for (const [place, site] of hospitals.entries()) {
    const imported = await tx.findOneBy(Hospital, { odsCode: site.odsCode });
    const id = imported?.id ?? randomUUID();
    sites.set(site.odsCode, id);
    const networkRole = 'shared_care';
    if (imported) await tx.update(Hospital, { id }, { networkRole, name: site.displayName });
    else {
      await tx.insert(Hospital, {
        id,
        odsCode: site.odsCode,
        name: site.displayName,
        publishedName: site.publishedName,
        trustCode: site.trustCode,
        networkRole,
        address: '',
        town: site.town || null,
        postcode: site.postcode,
        successorCodes: [],
      });
    }
    if (site.hub) await beginUnit(tx, { hospitalId: id });
    await demoContacts(tx, { id, hub: site.hub, place });
  }
  return sites;
}

async function loadUsers(
  tx: EntityManager,
  sites: Map<string, string>,
  passwordHash: string,
): Promise<Map<string, string>> {
  const users = DEMO_ACCOUNTS.map((account) => ({
    id: randomUUID(),
    email: account.email,
    displayName: account.displayName,
    role: account.role,
    passwordHash,
    hospitalId: account.hospital ? sites.get(account.hospital)! : null,
  }));
  await tx.insert(User, users);
  return new Map(users.map((user) => [user.email, user.id]));
}

async function loadLinkConsultants(
  tx: EntityManager,
  sites: Map<string, string>,
  users: Map<string, string>,
  now: Date,
): Promise<Map<string, string>> {
  const invented = [
    'Dr H Castell',
    'Dr R Iyer',
    'Dr S Whitlock',
    'Dr N Farah',
    'Dr E Quayle',
    'Dr L Bertrand',
    'Dr O Hughes',
  ];
  const consultants = new Map<string, string>();
  for (const [place, [code, hospitalId]] of [...sites].entries()) {
    // One hospital without, so that the gap can be seen; no child of the demo is linked to it.
    if (code === 'RDU52') continue;
    const account = DEMO_ACCOUNTS.find(({ hospital }) => hospital === code);
    const id = randomUUID();
    consultants.set(code, id);
    await tx.insert(LinkConsultant, {
      id,
      userId: account ? users.get(account.email)! : null,
      hospitalId,
      name: account?.displayName ?? invented[place % invented.length]!,
      phone: `01632 960${300 + place}`,
      phoneVerifiedOn: dayFrom(now, -30 - place),
      fromOn: dayFrom(now, -900),
      toOn: code in LAST_DAYS ? dayFrom(now, LAST_DAYS[code]!) : null,
    });
  }
  return consultants;
}

export interface DemoPatient {
  id: string;
  child: DemoChild;
  arrangementId: string | null;
}

async function loadPatients(
  tx: EntityManager,
  sites: Map<string, string>,
  consultants: Map<string, string>,
  users: Map<string, string>,
  now: Date,
): Promise<DemoPatient[]> {
  const organisations = await demoOrganisations(tx);
  const numbers = demoNhsNumbers();
  const loaded: DemoPatient[] = [];
  for (const [place, child] of DEMO_CHILDREN.entries()) {
    const id = randomUUID();
    const nhsNumber = child.nhsNumberKnown === false ? null : (numbers.next().value as string);
    await tx.insert(Patient, {
      id,
      familyName: child.family,
      givenName: child.given,
      preferredName: child.preferred ?? null,
      birthDate: birthDate(now, child.age, place),
      sex: child.sex,
      nhsNumber,
      nhsNumberStatus: nhsNumber === null ? 'absent' : place % 9 === 4 ? 'not_verified' : 'verified',
      hospitalNumber: `R${204411 + place * 37}`,
      diagnosis: child.diagnosis,
      severity: child.severity,
      baselineLevel: child.baseline ?? null,
      inhibitor: child.inhibitor ?? (child.severity === 'severe' ? 'none' : 'not_tested'),
      inhibitorOn: child.inhibitor || child.severity === 'severe' ? dayFrom(now, -42) : null,
      centralLine: child.line ?? 'none',
      weightKg: child.weight ?? null,
      weighedOn: child.weight ? dayFrom(now, -21 - place) : null,
      allergyState: child.allergies ? 'known' : place % 6 === 5 ? 'not_recorded' : 'none_known',
      allergies: child.allergies ?? null,
    });
    await demoContactDetails(tx, id, place, now);
    await demoFamily(tx, { id, child, place, users, now });
    await demoTreatments(tx, { id, child, users, now });
    await demoPlaces(tx, { id, child, place, users, now }, organisations);
    await loadLinks(tx, { id, child, sites, consultants, now });
    loaded.push({ id, child, arrangementId: await demoArrangement(tx, { id, child, sites, users, now }) });
  }
  return loaded;
}

function birthDate(now: Date, [years, months]: DemoChild['age'], place: number): string {
  const date = new Date(
    Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth() - months, Math.max(1, now.getUTCDate() - (place % 5) - 1)),
  );
  return date.toISOString().slice(0, 10);
}

interface OneChild {
  id: string;
  child: DemoChild;
  sites: Map<string, string>;
  now: Date;
}

async function loadLinks(
  tx: EntityManager,
  { id, child, sites, consultants, now }: OneChild & { consultants: Map<string, string> },
): Promise<void> {
  const validFrom = new Date(now.getTime() - Math.min(child.age[0] * 365 + child.age[1] * 30, 800) * DAY);
  const link = (code: string, role: 'primary' | 'secondary') => ({
    id: randomUUID(),
    patientId: id,
    hospitalId: sites.get(code)!,
    linkConsultantId: consultants.get(code)!,
    role,
    validFrom,
  });
  const second = SECOND_HOSPITALS[child.hospital];
  await tx.insert(SharedCareLink, [link(child.hospital, 'primary'), ...(second ? [link(second, 'secondary')] : [])]);
}
