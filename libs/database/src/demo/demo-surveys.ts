import { randomInt, randomUUID } from 'node:crypto';
import { addMonths } from '@shared-care/domain/calendar-date';
import { newLetterCode } from '@shared-care/domain/letter-code';
import { londonDate } from '@shared-care/domain/london-time';
import { mayContact, type ContactFacts } from '@shared-care/domain/may-contact';
import type { WhyLeftOut } from '@shared-care/domain/surveys';
import type { EntityManager } from 'typeorm';
import type { DemoPatient } from './load-demo';

interface Stage {
  users: Map<string, string>;
  patients: readonly DemoPatient[];
  now: Date;
}

/** A survey that went out nine days ago, with answers, one address that came back and families left out; and a draft. */
export async function demoSurveys(tx: EntityManager, { users, patients, now }: Stage): Promise<void> {
  const [boyd, ferrars] = [users.get('a.boyd@example.org')!, users.get('j.ferrars@example.org')!];
  const day = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
  const annual = randomUUID();
  await tx.query(
    `INSERT INTO surveys (id, topic, title, link, words, made_by, made_at, sent_by, sent_at, version) VALUES
       ($1, 'annual', 'How are we doing?', 'https://surveys.example.org/how-are-we-doing',
        'Once a year we ask every family how we are doing. It takes about 10 minutes, and your answers change what we do.',
        $2, $3, $2, $4, 2),
       (gen_random_uuid(), 'emergency_care', 'Your last visit to an emergency department',
        'https://surveys.example.org/emergency-visit',
        'You were at a hospital with your child in the last three months. Tell us how it went.',
        $5, $6, NULL, NULL, 1)`,
    [annual, boyd, day(-11), day(-9), ferrars, day(-1)],
  );
  for (const [place, { id }] of patients.entries()) {
    const because = await whyNot(tx, id, now);
    const bounced = because === 'bounced';
    const answered = because === null && place % 3 === 0 ? day(-8 + (place % 6)) : null;
    await tx.query(
      'INSERT INTO survey_invitations (survey_id, patient_id, code, answered_at, answered_marked_by) VALUES ($1, $2, $3, $4, $5)',
      [annual, id, newLetterCode(randomInt), answered, answered === null ? null : ferrars],
    );
    await tx.query(
      `INSERT INTO survey_messages (survey_id, patient_id, kind, state, because, due_at, attempts, sent_at, reply, created_at)
       VALUES ($1, $2, 'invitation', $3, $4, $5, $6, $7, $8, $5)`,
      [
        annual,
        id,
        because === null ? 'sent' : bounced ? 'bounced' : 'left_out',
        bounced ? null : because,
        day(-9),
        because === null || bounced ? 1 : 0,
        because === null ? day(-9) : null,
        because === null ? '250' : bounced ? '550' : null,
      ],
    );
    if (place % 4 !== 3)
      await tx.query(
        `INSERT INTO participation (patient_id, interest, interest_since, interest_recorded_by, next_clinic_on)
         VALUES ($1, $2, $3, $4, $5)`,
        place % 5 === 2
          ? [id, 'not_asked', null, null, londonDate(day(4 + place))]
          : [
              id,
              place % 4 === 0 ? 'yes' : 'no',
              londonDate(day(-60 - place)),
              boyd,
              place % 2 === 0 ? londonDate(day(3 + place)) : null,
            ],
      );
  }
}

async function whyNot(tx: EntityManager, patientId: string, now: Date): Promise<WhyLeftOut | null> {
  const [facts] = await tx.query<(Omit<ContactFacts, 'adult'> & { birthDate: string })[]>(
    `SELECT p.merged_into_id IS NOT NULL AS merged, p.died_on IS NOT NULL AS died, p.restricted_at IS NOT NULL AS restricted,
            p.moved_away_on IS NOT NULL AS "movedAway", p.nhs_number_status AS "nhsNumberStatus", p.birth_date AS "birthDate",
            c.messages, c.email IS NOT NULL AS "hasEmail", c.email_bounced_at IS NOT NULL AS bounced
     FROM patients p JOIN contact_details c ON c.patient_id = p.id WHERE p.id = $1`,
    [patientId],
  );
  return mayContact({ ...facts!, adult: addMonths(facts!.birthDate, 18 * 12) <= londonDate(now) });
}
