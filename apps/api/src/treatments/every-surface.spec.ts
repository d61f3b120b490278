import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type { BreakGlassAnswer, EmergencyView } from '@shared-care/contracts/break-glass/answers';
import type { EmergencyCard, PlanBoard } from '@shared-care/contracts/emergency-plans/answers';
import type { Letter } from '@shared-care/contracts/letters/answers';
import type { MergePreview } from '@shared-care/contracts/merges/answers';
import type { MyPatients } from '@shared-care/contracts/my-patients/answers';
import type { PatientPage, PatientRisks, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import type { TreatmentDetail, TreatmentList, TreatmentVersionView } from '@shared-care/contracts/treatments/answers';
import { demoNhsNumbers } from '@shared-care/database/demo/nhs-numbers';
import { emptySections } from '@shared-care/domain/emergency-plan';
import { addMonths, isCalendarDate } from '@shared-care/domain/calendar-date';
import { addDays, shortDate } from '@shared-care/domain/london-time';
import { treatmentFlag, treatmentLines, treatmentWords, WORDS_NOT_APPROVED } from '@shared-care/domain/treatments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { aPlace } from '../family/testing/people';
import { aRecord } from '../testing/merging';
import { readPdf } from '../testing/read-pdf';
import { BERKSHIRE_CONSULTANT, DOCTOR, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

const TODAY = '2026-03-10';
const BORN = '2017-08-09';

interface Child {
  id: string;
  family: string;
  nhsNumber: string;
}

describe('every treatment on every surface', () => {
  let app: TestApp;
  let nurse: Client;
  let doctor: Client;
  let linked: Client;
  let unlinked: Client;
  let numbers: Iterator<string>;
  let children = 0;

  beforeAll(async () => {
    app = await startTestApp();
    [nurse, doctor] = [await app.signIn(NURSE), await app.signIn(DOCTOR)];
    [linked, unlinked] = [await app.signIn(BERKSHIRE_CONSULTANT), await app.signIn(STOKE_CONSULTANT)];
    numbers = demoNhsNumbers();
  });
  afterAll(() => app.stop());

  async function aChild(): Promise<Child> {
    const used = await app.sql<{ n: string }>('SELECT nhs_number AS n FROM patients WHERE nhs_number IS NOT NULL');
    let nhsNumber: string;
    do nhsNumber = numbers.next().value as string;
    while (used.some(({ n }) => n === nhsNumber));
    const family = `Crosswell${String.fromCharCode(97 + (children % 26))}${String.fromCharCode(97 + Math.floor(children++ / 26))}`;
    const id = await aRecord(app, {
      family_name: family,
      nhs_number: nhsNumber,
      nhs_number_status: 'verified',
      birth_date: BORN,
    });
    await aPlace(app, id, 'dentist');
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from)
       SELECT $1, h.id, (SELECT id FROM link_consultants WHERE hospital_id = h.id LIMIT 1), 'primary', '2020-01-01'
       FROM hospitals h WHERE h.ods_code = 'RHW01'`,
      [id],
    );
    await app.sql(
      `INSERT INTO emergency_plans (patient_id, version_number, state, sections, review_by, inhibitor, central_line,
                                    written_by, changed_by, authors, approved_by, approved_at, code)
       SELECT $1, 1, 'approved', $2, '2027-01-01', 'not_tested', 'none', n.id, n.id, ARRAY[n.id], d.id, sec.now(), $3
       FROM users n, users d WHERE n.email = $4 AND d.email = $5`,
      [id, JSON.stringify({ ...emptySections(), firstSteps: 'Ring the unit.' }), code(children), NURSE, DOCTOR],
    );
    return { id, family, nhsNumber };
  }
  const code = (n: number): string => {
    const letters = 'CDFHJKMNPRTVWXY3479';
    return `CDFHJKMN${letters[Math.floor(n / 19)]!}${letters[n % 19]!}`;
  };

  const give = async (child: Child, treatmentId: string, days: object = {}): Promise<void> => {
    const answer = await nurse.post(`/api/patients/${child.id}/treatments`, {
      id: randomUUID(),
      treatmentId,
      purpose: 'prophylaxis',
      regimen: 'Every two weeks',
      startedOn: '2020-01-01',
      stoppedOn: null,
      source: 'clinic',
      ...days,
    });
    expect(answer.status, answer.text).toBe(200);
  };
  const unit = async (): Promise<TreatmentList['treatments']> =>
    (await nurse.get<TreatmentList>('/api/treatments')).body.treatments;
  const named = async (name: string) => (await unit()).find((one) => one.name === name)!;

  /** Taken up by the nurse and approved by the doctor; what is approved already stays. */
  async function approved(treatmentId: string): Promise<TreatmentVersionView> {
    const inForce = (detail: TreatmentDetail): TreatmentVersionView | undefined =>
      detail.versions.find(({ state }) => state === 'approved');
    const before = (await nurse.get<TreatmentDetail>(`/api/treatments/${treatmentId}`)).body;
    if (inForce(before)) return inForce(before)!;
    const draft = (await nurse.post<TreatmentDetail>('/api/treatment-words', { treatmentId })).body.versions[0]!;
    const answer = await doctor.post<TreatmentDetail>(`/api/treatment-words/${draft.id}/approve`, {
      version: draft.version,
    });
    expect(answer.status, answer.text).toBe(200);
    return inForce(answer.body)!;
  }

  const pdfOf = async (path: string): Promise<{ pages: string[] }> => {
    const response = await fetch(app.url + path, { headers: { Cookie: nurse.sessionCookie! } });
    return readPdf(new Uint8Array(await response.arrayBuffer()));
  };
  /** Without spaces: a PDF breaks its lines where it likes, also after a hyphen. */
  const flat = (text: string): string => text.replaceAll(/\s+/g, '');
  const log = (child: Child): Promise<LoggedAttendance> =>
    app.logAttendance(nurse, { patientId: child.id, bleedSite: 'joint' });

  /** What each surface that speaks of the child's treatment is answered. */
  async function onEachSurface(child: Child, alertId: string): Promise<Record<string, PatientRisks>> {
    const page = (await nurse.get<PatientPage>(`/api/patients/${child.id}`)).body;
    const card = (await nurse.get<EmergencyCard>(`/api/patients/${child.id}/emergency-card`)).body;
    const queue = (await nurse.get<AlertQueue>('/api/alerts?view=open')).body;
    const panel = (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
    const search = (await nurse.post<PatientSearchAnswer>('/api/patients/search', { query: child.family, limit: 8 }))
      .body;
    const mine = (await linked.get<MyPatients>('/api/my-patients')).body;
    const theirs = (await linked.get<PatientPage>(`/api/patients/${child.id}`)).body;
    const theirCard = (await linked.get<EmergencyCard>(`/api/patients/${child.id}/emergency-card`)).body;
    const glass = await unlinked.post<BreakGlassAnswer>('/api/break-glass', {
      nhsNumber: child.nhsNumber,
      birthDate: BORN,
      reason: 'bleeding_now',
      words: 'Bleeding in our department.',
    });
    const emergency = (await unlinked.get<EmergencyView>(`/api/break-glass/${glass.body.access!.id}`)).body;
    return {
      'banner of the record': page.risks,
      'emergency card': card.risks,
      'row of the queue': queue.alerts.find(({ id }) => id === alertId)!.risks!,
      'alert panel': panel.risks!,
      'log sheet and search': search.matches[0]!.risks,
      'my patients': mine.patients.find(({ patient }) => patient.id === child.id)!.risks,
      'record of the link consultant': theirs.risks,
      'card of the link consultant': theirCard.risks,
      'emergency view': emergency.risks,
    };
  }

  async function lettersOf(
    child: Child,
  ): Promise<Record<string, { model: Letter['model']; pdf: string; pages: number }>> {
    const found: Record<string, { model: Letter['model']; pdf: string; pages: number }> = {};
    for (const [kind, recipient] of [
      ['emergency_card', 'ward'],
      ['dental', 'dentist'],
    ] as const) {
      const answer = await nurse.post<Letter>(
        '/api/letters',
        { patientId: child.id, kind, recipient, recipientName: recipient === 'ward' ? 'Ward 7' : '' },
        { 'Idempotency-Key': randomUUID() },
      );
      expect(answer.status, answer.text).toBe(201);
      const read = await pdfOf(`/api/letters/${answer.body.id}/pdf`);
      found[kind] = { model: answer.body.model, pdf: flat(read.pages.join(' ')), pages: read.pages.length };
    }
    return found;
  }

  it('a new drug is one approved row: every surface says its words, and no program knows its name', async () => {
    const id = randomUUID();
    const added = await nurse.post<TreatmentDetail>('/api/treatments', {
      id,
      name: 'Zubrinumab',
      class: 'other',
      emergencyWords: 'Quillon words: treat first, then ring.',
      tests: 'Quillon test reads low.',
      careBeside: 'Quillon beside aPCC.',
      careWith: ['apcc'],
      redWhenBleeding: true,
      monthsAfter: 4,
    });
    expect(added.status, added.text).toBe(200);
    await approved(id);
    expect(await named('Zubrinumab')).toMatchObject({ id, state: 'approved' });
  });

  it('name, words, tests and care of each stand on each', async () => {
    const listed = await unit();
    expect(listed.length).toBeGreaterThan(15);
    for (const { id, name, redWhenBleeding } of listed) {
      const words = await approved(id);
      const child = await aChild();
      await give(child, id);
      const logged = await log(child);
      expect([name, logged.tier, logged.trigger]).toEqual(
        redWhenBleeding ? [name, 'red', 'treatment_bleeding'] : [name, 'amber', 'joint_or_muscle_bleed'],
      );
      for (const [surface, risks] of Object.entries(await onEachSurface(child, logged.alertId))) {
        expect(risks.treatments, `${name} on ${surface}`).toHaveLength(1);
        const [one] = risks.treatments as [PatientRisks['treatments'][number]];
        expect(treatmentFlag(one)).toBe(name);
        expect(one, `${name} on ${surface}`).toMatchObject({
          name,
          redWhenBleeding,
          words: { emergency: words.emergencyWords, tests: words.tests, careBeside: words.careBeside },
        });
      }
      const [one] = (await nurse.get<PatientPage>(`/api/patients/${child.id}`)).body.risks.treatments;
      const said = [treatmentWords(one!), ...treatmentLines(one!)];
      for (const [kind, { model, pdf, pages }] of Object.entries(await lettersOf(child))) {
        for (const line of said) {
          expect(model.flags.join(' '), `${name} in ${kind}`).toContain(line);
          expect(pdf, `${name} in the PDF of ${kind}`).toContain(flat(line));
        }
        if (kind === 'emergency_card') expect(pages).toBe(1);
      }
      const other = await aRecord(app);
      const merge = (await nurse.post<MergePreview>('/api/merges/preview', { loserId: other, survivorId: child.id }))
        .body;
      expect(merge.facts).toContainEqual({
        label: 'Treatment',
        loser: 'Not recorded',
        survivor: treatmentWords(one!),
        differs: true,
      });
      const board = (await nurse.get<PlanBoard>('/api/emergency-plans?rows=100')).body;
      expect(board.rows.find(({ patient }) => patient.id === child.id)?.words).toContain('Written before ');
    }
  });

  it('one that stopped counts to the last day of its months on each, and is on none the day after', async () => {
    for (const { id, name, monthsAfter, redWhenBleeding } of await unit()) {
      const inside = lastWithin(monthsAfter);
      const [counts, past] = [await aChild(), await aChild()];
      await give(counts, id, { stoppedOn: inside });
      await give(past, id, { stoppedOn: addDays(inside, -1) });
      const [first, second] = [await log(counts), await log(past)];
      const urgent = redWhenBleeding ? 'treatment_bleeding' : 'joint_or_muscle_bleed';
      expect([name, first.trigger, second.trigger]).toEqual([name, urgent, 'joint_or_muscle_bleed']);
      for (const [surface, risks] of Object.entries(await onEachSurface(counts, first.alertId)))
        expect(risks.treatments.map(treatmentWords), `${name} on ${surface}`).toEqual([
          `${name} stopped ${shortDate(inside)}, counts until ${shortDate(addMonths(inside, monthsAfter))}`,
        ]);
      for (const [surface, risks] of Object.entries(await onEachSurface(past, second.alertId)))
        expect(risks.treatments, `${name} on ${surface}`).toEqual([]);
      const [letters, without] = [await lettersOf(counts), await lettersOf(past)];
      for (const { pdf } of Object.values(letters)) expect(pdf).toContain(flat(`${name} stopped ${shortDate(inside)}`));
      for (const { pdf } of Object.values(without)) expect(pdf).not.toContain(flat(name));
    }
  });

  it('words that no doctor has approved are on none; the safe line is on each', async () => {
    const { id } = await named('Zubrinumab');
    const { versions } = (await nurse.get<TreatmentDetail>(`/api/treatments/${id}`)).body;
    const inForce = versions.find(({ state }) => state === 'approved')!;
    const withdrawn = await doctor.post(`/api/treatment-words/${inForce.id}/withdraw`, {
      version: inForce.version,
      because: 'The words are wrong.',
    });
    expect(withdrawn.status, withdrawn.text).toBe(200);
    await nurse.post('/api/treatment-words', { treatmentId: id });
    const child = await aChild();
    await give(child, id);
    const logged = await log(child);
    expect(logged.trigger).toBe('treatment_bleeding');
    for (const [surface, risks] of Object.entries(await onEachSurface(child, logged.alertId))) {
      expect(risks.treatments, surface).toMatchObject([{ name: 'Zubrinumab', words: null }]);
      expect(treatmentLines(risks.treatments[0]!)).toEqual([WORDS_NOT_APPROVED]);
      expect(JSON.stringify(risks)).not.toContain('Quillon');
    }
    for (const { pdf, model } of Object.values(await lettersOf(child))) {
      expect(pdf).toContain(flat(WORDS_NOT_APPROVED));
      expect(pdf).not.toContain('Quillon');
      expect(JSON.stringify(model)).not.toContain('Quillon');
    }
  });

  it('two that need care beside each other are said on letters, whichever was given first', async () => {
    const child = await aChild();
    for (const name of ['Emicizumab', 'aPCC']) await give(child, (await named(name)).id);
    for (const { pdf } of Object.values(await lettersOf(child)))
      expect(pdf).toContain(flat('Emicizumab beside aPCC: only as the unit says.'));
  });
});

/** The earliest day of stopping that still counts today. */
function lastWithin(months: number): string {
  for (let day = addMonths(TODAY, -months - 1); isCalendarDate(day) && day <= TODAY; day = addDays(day, 1))
    if (addMonths(day, months) >= TODAY) return day;
  return TODAY;
}
