import type { AttendanceOnTimeline, PatientPage } from '@shared-care/contracts/patients/answers';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { describe, expect, it } from 'vitest';
import { attendancesOfYear, yearLanes, yearWords } from './year-of-record';

const HOME = { id: 'h1', name: 'Stoke Mandeville', odsCode: 'RXQ' };
const AWAY = { id: 'h2', name: 'Great Western', odsCode: 'RN3' };

const attendance = (over: Partial<AttendanceOnTimeline> & { id: string }): AttendanceOnTimeline =>
  ({
    reference: `A-${over.id}`,
    hospital: HOME,
    state: 'left',
    reason: 'bleeding',
    bleedSite: 'joint',
    arrivedAt: '2026-06-01T10:00:00Z',
    alert: { tier: 'amber' },
    ...over,
  }) as AttendanceOnTimeline;

const page = {
  links: [{ hospital: HOME, current: true, role: 'primary' }],
  attendances: [
    attendance({ id: '1' }),
    attendance({ id: '2', hospital: AWAY, arrivedAt: '2026-11-28T20:00:00Z' }),
    attendance({ id: '3', state: 'entered_in_error' }),
    attendance({ id: '4', arrivedAt: '2025-11-28T10:00:00Z' }),
    attendance({ id: '5', hospital: { id: null, name: 'A hospital abroad' } }),
  ],
} as unknown as PatientPage;

const picture: RecordPicture = {
  from: '2025-11-29',
  to: '2026-11-29',
  plans: [{ versionNumber: 4, state: 'approved', approvedAt: '2026-10-12T09:00:00Z', endedAt: null }],
  openAccess: [{ hospital: HOME, validity: 'valid', from: '2025-11-29T00:00:00Z', to: null }],
  bleeds: [],
  weights: [],
  inhibitorResults: [],
  baseline: { level: null, writtenOn: null },
  letters: [{ id: 'l', kind: 'school', recipient: 'school', issuedAt: '2026-01-10T09:00:00Z' }],
  requests: [
    {
      id: 'r',
      reference: 'R-1',
      type: 'general',
      state: 'requested',
      receivedAt: '2026-11-20T09:00:00Z',
      doneAt: null,
      doBy: '2026-12-01',
      ownerName: null,
    },
  ],
  homeTherapy: null,
  now: '2026-11-29T12:00:00Z',
};

describe('twelve months of a record', () => {
  it('draws each attendance that stands and is not older, once, and says the same number', () => {
    const marks = yearLanes(page, picture).flatMap((lane) => lane.marks.filter(({ shape }) => shape === 'amber'));
    expect(marks.map(({ id }) => id).sort()).toEqual(['1', '2', '5']);
    expect(marks).toHaveLength(attendancesOfYear(page, picture).length);
    expect(yearWords(page, picture)).toBe('3 attendances, 2 away from home, since 29-Nov-2025');
  });

  it('has a lane for the unit, for each hospital with or without a link, and for paper', () => {
    expect(yearLanes(page, picture).map(({ label, under }) => [label, under])).toEqual([
      ['The unit', 'emergency plan'],
      ['Stoke Mandeville', 'shared care'],
      ['Great Western', 'away from home'],
      ['A hospital abroad', 'away from home'],
      ['Letters, requests', 'sent, open'],
    ]);
  });

  it('has no lane of paper for whom the unit shows none', () => {
    const lanes = yearLanes(page, { ...picture, letters: null, requests: null });
    expect(lanes.map(({ id }) => id)).not.toContain('paper');
  });
});
