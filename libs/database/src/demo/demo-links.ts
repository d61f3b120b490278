import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ConsultantCover, LinkConsultant } from '../entities/hospital';
import { SharedCareLink } from '../entities/patient';
import type { DemoPatient } from './load-demo';

const DAY = 86_400_000;

interface Loaded {
  sites: Map<string, string>;
  users: Map<string, string>;
  consultants: Map<string, string>;
  patients: DemoPatient[];
  now: Date;
}

/**
 * Days from now of last days in post, by hospital: at Wexham Park somebody leaves with a colleague to follow, at
 * Northampton somebody left and nobody follows yet.
 */
export const LAST_DAYS: Readonly<Record<string, number>> = { RDU50: 10, RNS01: -8 };

/** Covers, a consultant who leaves with somebody to follow, holidays and a child nobody local answers for. */
export async function demoLinks(tx: EntityManager, loaded: Loaded): Promise<void> {
  const { sites, users, consultants, now } = loaded;
  const day = (days: number): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  const at = (days: number): Date => new Date(now.getTime() + days * DAY);
  const add = async (code: string, name: string, from: number): Promise<void> => {
    const hospitalId = sites.get(code)!;
    await tx.insert(LinkConsultant, {
      id: randomUUID(),
      userId: null,
      hospitalId,
      name,
      phone: '01632 960350',
      fromOn: day(from),
    });
  };

  await add('RDU50', 'Dr J Moreau', -20);
  // Away now, and away next week.
  const recordedBy = users.get('a.boyd@example.org')!;
  await tx.insert(ConsultantCover, [
    {
      id: randomUUID(),
      absentId: consultants.get('RD816')!,
      coveringId: consultants.get('RN325')!,
      coversFrom: at(-2),
      coversTo: at(5),
      recordedBy,
    },
    {
      id: randomUUID(),
      absentId: consultants.get('RXQ50')!,
      coveringId: consultants.get('RXQ02')!,
      coversFrom: at(6),
      coversTo: at(13),
      recordedBy,
    },
  ]);
  await tx.insert(SharedCareLink, [
    holiday(loaded, 'Evans', 'Harri', 'RTE01', at(-1), at(6), {
      confirmedBy: 'Sister Lee, children’s ward',
      confirmedOn: day(-3),
    }),
    holiday(loaded, 'Roberts', 'Leo', 'RC971', at(3), at(10), null),
  ]);
  const ava = patientOf(loaded, 'Smith', 'Ava');
  await tx.query(
    `INSERT INTO record_corrections (patient_id, part, words, suggested_by, suggested_at)
     VALUES ($1, 'phone', 'Mother has a new mobile number; she will give it on the next call.', $2, $3)`,
    [ava, users.get('m.okoro@example.org'), at(-1)],
  );
}

function patientOf({ patients }: Loaded, family: string, given: string): string {
  return patients.find(({ child }) => child.family === family && child.given === given)!.id;
}

function holiday(
  loaded: Loaded,
  family: string,
  given: string,
  code: string,
  from: Date,
  to: Date,
  word: { confirmedBy: string; confirmedOn: string } | null,
) {
  return {
    id: randomUUID(),
    patientId: patientOf(loaded, family, given),
    hospitalId: loaded.sites.get(code)!,
    linkConsultantId: loaded.consultants.get(code)!,
    role: 'temporary' as const,
    validFrom: from,
    validTo: to,
    ...word,
  };
}
