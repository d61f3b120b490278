import type { AttendanceOnTimeline, PatientPage } from '@shared-care/contracts/patients/answers';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { describe, expect, it } from 'vitest';
import { attendancesOfYear, type PagesOfMarks, yearLanes, yearWords } from './year-of-record';

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
    alert: { id: `alert-${over.id}`, tier: 'amber' },
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
  treatments: [{ id: 't', name: 'Emicizumab', purpose: 'prophylaxis', from: '2026-01-01', to: null }],
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

const pages: PagesOfMarks = {
  attendance: ({ alertId }) => `/alerts/${alertId}`,
  plan: '/plan',
  openAccess: '/open-access',
  letter: (id) => `/letters/${id}`,
  request: (id) => `/requests/${id}`,
  treatment: (id) => `/treatment#${id}`,
};

describe('twelve months of a record', () => {
  it('draws each attendance that stands and is not older, once, and says the same number', () => {
    const marks = yearLanes(page, picture, pages).flatMap((lane) =>
      lane.marks.filter(({ shape }) => shape === 'amber'),
    );
    expect(marks.map(({ id }) => id).sort()).toEqual(['1', '2', '5']);
    expect(marks).toHaveLength(attendancesOfYear(page, picture).length);
    expect(yearWords(page, picture)).toBe('3 attendances, 2 away from home, since 29-Nov-2025');
  });

  it('has a lane for the unit, for each hospital with or without a link, and for paper', () => {
    expect(yearLanes(page, picture, pages).map(({ label, under }) => [label, under])).toEqual([
      ['The unit', 'emergency plan'],
      ['Stoke Mandeville', 'shared care'],
      ['Great Western', 'away from home'],
      ['A hospital abroad', 'away from home'],
      ['Treatment', 'Emicizumab'],
      ['Letters, requests', 'sent, open'],
    ]);
  });

  it('leads from each mark to the page of what it shows', () => {
    const lanes = yearLanes(page, picture, pages);
    expect(lanes.flatMap(({ marks, bands }) => [...marks, ...bands]).map(({ href }) => href)).toEqual([
      '/plan',
      '/alerts/alert-1',
      '/open-access',
      '/alerts/alert-2',
      '/alerts/alert-5',
      '/treatment#t',
      '/letters/l',
      '/requests/r',
    ]);
  });

  it('has no lane of paper for whom the unit shows none', () => {
    const lanes = yearLanes(page, { ...picture, letters: null, requests: null }, pages);
    expect(lanes.map(({ id }) => id)).not.toContain('paper');
  });
});
